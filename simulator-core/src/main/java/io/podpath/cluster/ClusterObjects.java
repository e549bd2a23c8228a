package io.podpath.cluster;

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
 * @param ingresses Ingress objects
 * @param masqueradeConfigs configurations of ip-masq-agent
 */
public record ClusterObjects(
        List<NodeSpec> nodes,
        List<Workload> workloads,
        List<Pod> pods,
        List<Service> services,
        List<EndpointSlice> endpointSlices,
        List<NetworkPolicy> networkPolicies,
        List<Ingress> ingresses,
        List<MasqueradeConfig> masqueradeConfigs) {

    /** No objects at all. */
    public static final ClusterObjects EMPTY =
            new ClusterObjects(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public ClusterObjects {
        nodes = List.copyOf(nodes);
        workloads = List.copyOf(workloads);
        pods = List.copyOf(pods);
        services = List.copyOf(services);
        endpointSlices = List.copyOf(endpointSlices);
        networkPolicies = List.copyOf(networkPolicies);
        ingresses = List.copyOf(ingresses);
        masqueradeConfigs = List.copyOf(masqueradeConfigs);
    }
}
