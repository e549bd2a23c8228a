package io.podpath.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * The Kubernetes objects of a cluster, as declared or as completed by the control plane.
 *
 * @param nodes declared nodes; empty if the cluster's flags say how many there are
 * @param workloads controllers whose pods are still to be created
 * @param pods pods
 * @param services Services
 * @param endpointSlices EndpointSlices, and Endpoints turned into them
 * @param networkPolicies policies
 * @param httpRouting Ingresses, Gateways and their routes
 * @param addons what the add-ons of AKS are told
 */
public record ClusterObjects(
        List<NodeSpec> nodes,
        List<Workload> workloads,
        List<Pod> pods,
        List<Service> services,
        List<EndpointSlice> endpointSlices,
        List<NetworkPolicy> networkPolicies,
        HttpRouting httpRouting,
        AddonConfigs addons) {

    /** No objects at all. */
    public static final ClusterObjects EMPTY = new ClusterObjects(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), HttpRouting.NONE, AddonConfigs.NONE);

    public ClusterObjects {
        nodes = List.copyOf(nodes);
        workloads = List.copyOf(workloads);
        pods = List.copyOf(pods);
        services = List.copyOf(services);
        endpointSlices = List.copyOf(endpointSlices);
        networkPolicies = List.copyOf(networkPolicies);
    }

    /** The same with more of what controllers of the cluster create. */
    public ClusterObjects with(List<Workload> moreWorkloads, List<Service> moreServices) {
        List<Workload> allWorkloads = new ArrayList<>(workloads);
        allWorkloads.addAll(moreWorkloads);
        List<Service> allServices = new ArrayList<>(services);
        allServices.addAll(moreServices);
        return new ClusterObjects(
                nodes, allWorkloads, pods, allServices, endpointSlices, networkPolicies, httpRouting, addons);
    }

    /** The same with other routing of HTTP requests. */
    public ClusterObjects with(HttpRouting other) {
        return new ClusterObjects(nodes, workloads, pods, services, endpointSlices, networkPolicies, other, addons);
    }

    /** The configurations of ip-masq-agent. */
    public List<MasqueradeConfig> masqueradeConfigs() {
        return addons.masquerade();
    }

    /** Whether a Service of this name is there. */
    public boolean hasService(NamespacedName name) {
        return services.stream().anyMatch(service -> service.name().equals(name));
    }
}
