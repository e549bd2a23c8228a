package io.podpath.kubeproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which endpoints of a service port a node may use.
 *
 * <p><i>Models:</i> policy Cluster uses ready endpoints that fit the node's topology, or, where there is none, all
 * endpoints that are serving though terminating; policy Local the same on the node alone, without topology. Hints count
 * only if every ready endpoint has one and at least one names this node or zone, so one endpoint without hints turns
 * them off. <i>Does not model:</i> the annotation that kube-proxy before 1.31 demanded as well.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/topology.go}, {@code CategorizeEndpoints}; KEP-1669 (terminating
 * endpoints), KEP-2433 and KEP-3015 (hints).
 */
public final class EndpointSelection {

    private EndpointSelection() {}

    /** Sorts the endpoints of a service port for a node. */
    public static EndpointCategories categorize(
            List<EndpointInfo> endpoints, ServicePortInfo service, ProxyNode node, HintSupport hints) {
        boolean usesCluster = service.usesClusterEndpoints();
        List<EndpointInfo> cluster = usesCluster ? clusterEndpoints(endpoints, node, hints) : List.of();
        if (!service.usesLocalEndpoints()) {
            return new EndpointCategories(cluster, List.of(), cluster, !cluster.isEmpty());
        }
        List<EndpointInfo> local = readyOrTerminating(endpoints, endpoint -> endpoint.isOn(node.name()));
        boolean hasAny = endpoints.stream().anyMatch(EndpointSelection::isUsable);
        return new EndpointCategories(cluster, local, union(endpoints, cluster, local), hasAny);
    }

    /** The endpoints of policy Cluster where no hint narrows them; those of a node are a part of them. */
    static List<EndpointInfo> withoutTopology(List<EndpointInfo> endpoints) {
        return readyOrTerminating(endpoints, endpoint -> true);
    }

    /** If hints are used, some ready endpoint fits them, so the fallback to terminating ones ignores them. */
    private static List<EndpointInfo> clusterEndpoints(
            List<EndpointInfo> endpoints, ProxyNode node, HintSupport hints) {
        return readyOrTerminating(endpoints, topology(endpoints, node, hints));
    }

    private static List<EndpointInfo> readyOrTerminating(List<EndpointInfo> endpoints, Predicate<EndpointInfo> where) {
        List<EndpointInfo> ready = filter(endpoints, endpoint -> endpoint.isReady() && where.test(endpoint));
        return ready.isEmpty()
                ? filter(endpoints, endpoint -> endpoint.isServingAndTerminating() && where.test(endpoint))
                : ready;
    }

    private static Predicate<EndpointInfo> topology(List<EndpointInfo> endpoints, ProxyNode node, HintSupport hints) {
        boolean allNameNodes = hints == HintSupport.NODES_AND_ZONES;
        boolean allNameZones = true;
        boolean oneNamesNode = false;
        boolean oneNamesZone = false;
        for (EndpointInfo endpoint : endpoints) {
            if (endpoint.isReady()) {
                allNameNodes &= !endpoint.hints().nodes().isEmpty();
                allNameZones &= !endpoint.hints().zones().isEmpty();
                oneNamesNode |= endpoint.hints().nodes().contains(node.name());
                oneNamesZone |= endpoint.hints().zones().contains(node.zone());
            }
        }
        if (allNameNodes && oneNamesNode) {
            return endpoint -> endpoint.hints().nodes().contains(node.name());
        }
        return allNameZones && oneNamesZone
                ? endpoint -> endpoint.hints().zones().contains(node.zone())
                : endpoint -> true;
    }

    static boolean isUsable(EndpointInfo endpoint) {
        return endpoint.isReady() || endpoint.isServingAndTerminating();
    }

    /** In rule order; both lists keep the order of the endpoints, so one pass merges them. */
    private static List<EndpointInfo> union(
            List<EndpointInfo> endpoints, List<EndpointInfo> cluster, List<EndpointInfo> local) {
        if (cluster.isEmpty() || local.isEmpty()) {
            return cluster.isEmpty() ? local : cluster;
        }
        List<EndpointInfo> union = new ArrayList<>();
        int nextCluster = 0;
        int nextLocal = 0;
        for (EndpointInfo endpoint : endpoints) {
            boolean inCluster =
                    nextCluster < cluster.size() && cluster.get(nextCluster).equals(endpoint);
            boolean inLocal = nextLocal < local.size() && local.get(nextLocal).equals(endpoint);
            nextCluster += inCluster ? 1 : 0;
            nextLocal += inLocal ? 1 : 0;
            if (inCluster || inLocal) {
                union.add(endpoint);
            }
        }
        return union;
    }

    /** The common case, that all endpoints are wanted, copies nothing. */
    private static List<EndpointInfo> filter(List<EndpointInfo> endpoints, Predicate<EndpointInfo> wanted) {
        List<EndpointInfo> kept = new ArrayList<>(endpoints.size());
        for (EndpointInfo endpoint : endpoints) {
            if (wanted.test(endpoint)) {
                kept.add(endpoint);
            }
        }
        return kept.size() == endpoints.size() ? endpoints : List.copyOf(kept);
    }
}
