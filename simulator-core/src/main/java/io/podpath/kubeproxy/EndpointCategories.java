package io.podpath.kubeproxy;

import java.util.List;

/**
 * The endpoints of a service port that a node may use.
 *
 * @param cluster for policy Cluster; empty if the service port never uses it or there are none
 * @param local for policy Local; likewise
 * @param reachable those that need an endpoint chain: the union of both
 * @param hasAny whether any node of the cluster has a usable endpoint
 */
public record EndpointCategories(
        List<EndpointInfo> cluster, List<EndpointInfo> local, List<EndpointInfo> reachable, boolean hasAny) {

    public EndpointCategories {
        cluster = List.copyOf(cluster);
        local = List.copyOf(local);
        reachable = List.copyOf(reachable);
    }
}
