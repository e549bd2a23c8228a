package io.podpath.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * What can run out.
 *
 * <p><i>Source:</i> facts ADDR-*, PLAN-NODES-PER-CLUSTER, PLAN-NODES-PER-POOL, PLAN-VNET-ADDRESSES, LB-SNAT-PORTS-PER-IP.
 */
public enum Limit {
    /** Addresses of a node subnet. */
    NODE_SUBNET("node-subnet", "addresses"),
    /** Addresses of a pod subnet. */
    POD_SUBNET("pod-subnet", "addresses"),
    /** Blocks of a pod subnet. */
    POD_BLOCKS("pod-blocks", "blocks of 16"),
    /** Addresses of the pod CIDR. */
    POD_CIDR("pod-cidr", "addresses"),
    /** Nodes of a cluster. */
    CLUSTER_NODES("cluster-nodes", "nodes"),
    /** Nodes of a pool; another pool takes more. */
    POOL_NODES("pool-nodes", "nodes"),
    /** Private addresses of a virtual network; a block counts as one. */
    VNET_ADDRESSES("vnet-addresses", "addresses"),
    /** Source ports of an outbound rule with a fixed number per node. */
    SNAT_PORTS("snat-ports", "ports");

    private final String label;
    private final String unit;

    Limit(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** The limit of this label. */
    public static Optional<Limit> find(String label) {
        return Arrays.stream(values())
                .filter(limit -> limit.label.equals(label))
                .findFirst();
    }

    /** The short name, for example {@code node-subnet}. */
    public String label() {
        return label;
    }

    /** What is counted. */
    public String unit() {
        return unit;
    }

    /** Whether it ends the growth of the cluster, and not only that of one pool. */
    public boolean endsCluster() {
        return this != POOL_NODES;
    }

    @Override
    public String toString() {
        return label;
    }
}
