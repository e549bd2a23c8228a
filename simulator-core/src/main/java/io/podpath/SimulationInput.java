package io.podpath;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cluster.AppRouting;
import io.podpath.cluster.ClusterDns;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.IstioGateways;
import io.podpath.cni.AksCluster;

/**
 * Everything a person declares, with defaults filled in but nothing allocated yet.
 *
 * @param cluster the flags of the cluster
 * @param azure what is around it
 * @param objects the Kubernetes objects
 * @param seed decides every random choice
 */
public record SimulationInput(AksCluster cluster, AzureEnvironment azure, ClusterObjects objects, long seed) {

    /** The same with the pods and the Service that answer DNS, unless they are declared. */
    public SimulationInput withClusterDns() {
        return new SimulationInput(
                cluster, azure, ClusterDns.addTo(objects, cluster.ranges().dnsServiceIp()), seed);
    }

    /** The same with the NGINX of the application routing add-on, unless it is declared. */
    public SimulationInput withAppRouting() {
        return new SimulationInput(cluster, azure, AppRouting.addTo(objects), seed);
    }

    /** The same with what Istio deploys for each Gateway of its classes, unless it is declared. */
    public SimulationInput withGatewayDeployments() {
        return new SimulationInput(cluster, azure, IstioGateways.addTo(objects), seed);
    }
}
