package io.podpath;

import io.podpath.aks.AksCluster;
import io.podpath.aks.ApiServerAccess;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cluster.AppRouting;
import io.podpath.cluster.ClusterDns;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.IstioGateways;

/**
 * Everything a person declares, with defaults filled in but nothing allocated yet.
 *
 * @param cluster the flags of the cluster
 * @param azure what is around it
 * @param objects the Kubernetes objects
 * @param seed decides every random choice
 * @param apiServer where the API server answers
 */
public record SimulationInput(
        AksCluster cluster, AzureEnvironment azure, ClusterObjects objects, long seed, ApiServerAccess apiServer) {

    /** With an API server at a public address. */
    public SimulationInput(AksCluster cluster, AzureEnvironment azure, ClusterObjects objects, long seed) {
        this(cluster, azure, objects, seed, ApiServerAccess.PUBLIC);
    }

    /** The same with its API server here. */
    public SimulationInput with(ApiServerAccess access) {
        return new SimulationInput(cluster, azure, objects, seed, access);
    }

    /** The same with an API server if a probe calls it and it is neither declared nor private; gap GAP-API-SERVER. */
    public SimulationInput withApiServerFor(Probe probe) {
        return UndeclaredApiServer.addTo(this, probe);
    }

    private SimulationInput withObjects(ClusterObjects changed) {
        return new SimulationInput(cluster, azure, changed, seed, apiServer);
    }

    /** The same with the pods and the Service that answer DNS, unless they are declared. */
    public SimulationInput withClusterDns() {
        return withObjects(ClusterDns.addTo(objects, cluster.ranges().dnsServiceIp()));
    }

    /** The same with the NGINX of the application routing add-on, unless it is declared. */
    public SimulationInput withAppRouting() {
        return withObjects(AppRouting.addTo(objects));
    }

    /** The same with what Istio deploys for each Gateway of its classes, unless it is declared. */
    public SimulationInput withGatewayDeployments() {
        return withObjects(IstioGateways.addTo(objects));
    }
}
