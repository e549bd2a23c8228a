package io.podpath.plan;

import io.podpath.model.Cidr;

/**
 * The blocks of pod addresses on a node of Azure CNI Pod Subnet with static allocation: whole /28, enough for all pods
 * the node may run and one address the platform keeps, for the node's life.
 *
 * <p>Best use is made of them by a maximum of 16 N - 1 pods.
 *
 * <p><i>Source:</i> aks-docs, Configure static block allocation, Plan IP addressing; fact ADDR-POD-SUBNET-STATIC-BLOCK.
 *
 * @param count how many blocks a node has
 * @param maxPods how many pods it may run
 */
public record PodBlocks(int count, int maxPods) {

    /** The addresses of a block. */
    public static final int BLOCK = 16;

    private static final int KEPT_BY_PLATFORM = 1;

    /** The blocks of a node that may run this many pods. */
    public static PodBlocks of(int maxPods) {
        return new PodBlocks(Rounding.up(maxPods + KEPT_BY_PLATFORM, BLOCK), maxPods);
    }

    /** The most pods that this many blocks serve. */
    public static int idealMaxPods(int blocks) {
        return BLOCK * blocks - KEPT_BY_PLATFORM;
    }

    /**
     * The blocks a subnet can give away. The block that holds the first four addresses and the one that holds the last
     * are never whole; that Azure leaves them out follows from this and is written nowhere (fact PLAN-BLOCKS-OF-SUBNET).
     */
    public static long inSubnet(Cidr subnet) {
        return Math.max(0, subnet.size() / BLOCK - 2);
    }

    /** The addresses a node holds. */
    public int addresses() {
        return count * BLOCK;
    }

    /** Those that no pod can ever use. */
    public int wasted() {
        return idealMaxPods(count) - maxPods;
    }

    /** The maximum next to this one that wastes nothing, without going beyond what AKS allows. */
    public int nextIdealMaxPods() {
        int here = idealMaxPods(count);
        return here <= PodBatches.MOST_ON_NODE ? here : idealMaxPods(count - 1);
    }
}
