package io.podpath.scenario.run;

import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.Pod;
import java.util.HashMap;
import java.util.Map;

/**
 * How many addresses a networking setup takes, and from where.
 *
 * <p><i>Models:</i> with flat addressing ({@code azure} without mode) each node takes one address and reserves one for
 * each pod it may ever run; with a pod subnet it holds batches or blocks of that; with kubenet and Overlay each node
 * takes one address of the subnet and a fixed /24 of the pod CIDR. <i>Does not model:</i> the surge node of an upgrade, frontends of internal load balancers and private
 * endpoints.
 *
 * <p><i>Source:</i> Azure docs, IP address planning for AKS clusters; Azure CNI Overlay networking.
 *
 * @param vnet addresses of the virtual network that the cluster holds
 * @param podCidr addresses of the pod CIDR that the nodes hold; 0 for flat addressing
 * @param podsOnVnet pods that have an address of the virtual network
 * @param podsOnPodCidr pods that have an address of the pod CIDR
 */
public record AddressUse(long vnet, long podCidr, long podsOnVnet, long podsOnPodCidr) {

    private static final long POD_CIDR_ADDRESSES_PER_NODE = 256;

    /** Counts what the cluster takes. */
    public static AddressUse of(AksCluster cluster, ClusterObjects objects) {
        long nodes = objects.nodes().size();
        long pods = objects.pods().stream().filter(AddressUse::hasOwnAddress).count();
        if (cluster.usesPodSubnet()) {
            return new AddressUse(nodes + heldInPodSubnets(cluster, objects), 0, pods, 0);
        }
        if (isFlat(cluster)) {
            return new AddressUse(nodes + reservedForPods(cluster, nodes), 0, pods, 0);
        }
        return new AddressUse(nodes, nodes * POD_CIDR_ADDRESSES_PER_NODE, 0, pods);
    }

    private static boolean isFlat(AksCluster cluster) {
        return cluster.networking().plugin().equals("azure")
                && !cluster.networking().pluginMode().equals("overlay");
    }

    private static long heldInPodSubnets(AksCluster cluster, ClusterObjects objects) {
        Map<String, Integer> podsByNode = new HashMap<>();
        objects.pods().stream()
                .filter(AddressUse::hasOwnAddress)
                .forEach(pod -> podsByNode.merge(pod.spec().findNodeName().orElse(""), 1, Integer::sum));
        return objects.nodes().stream()
                .mapToLong(node -> {
                    NodePool pool = cluster.poolOf(node);
                    int own = podsByNode.getOrDefault(node.name(), 0);
                    return pool.subnets().allocation().addressesHeld(own, pool.maxPods());
                })
                .sum();
    }

    private static boolean hasOwnAddress(Pod pod) {
        return !pod.spec().hostNetwork() && !pod.status().finished();
    }

    private static long reservedForPods(AksCluster cluster, long nodes) {
        long inPools =
                cluster.nodePools().stream().mapToLong(NodePool::nodeCount).sum();
        long reserved = cluster.nodePools().stream()
                .mapToLong(pool -> (long) pool.nodeCount() * pool.maxPods())
                .sum();
        // Nodes may be declared as manifests; then the pools only say how many pods a node may run.
        return inPools == nodes || inPools == 0 ? reserved : reserved * nodes / inPools;
    }
}
