package io.podpath.plan;

/**
 * The pool of pod addresses on a node of Azure CNI Pod Subnet with dynamic allocation.
 *
 * <p>The node's agent keeps at least half a batch of 16 free: it starts with 16, asks for 16 more when fewer than 8 are
 * free, and gives a batch back when more than 24 are free. So the pool is a function of the pods on the node, and two
 * nodes with the same pods together hold more than one node with all of them.
 *
 * <p><i>Does not model:</i> the agent's switch to single addresses when the subnet is reported as exhausted, which a
 * configuration of AKS's own turns on; the seconds an address rests after its pod is gone.
 *
 * <p><i>Source:</i> acn docs/feature/ipammath/1-ipam-math.md; cns/ipampool/v2/monitor.go calculateTargetIPCountOrMax;
 * facts ADDR-POD-SUBNET-DYNAMIC-BATCH, PLAN-POD-SUBNET-POOL, PLAN-POD-SUBNET-PRIMARY.
 */
public final class PodBatches {

    /** Addresses come and go in groups of this size. */
    public static final int BATCH = 16;

    /** A node takes one address beside its pool, the primary one of its network container; no pod gets it. */
    public static final int PRIMARY = 1;

    /** A node asks for no more than this, the agent's own ceiling. */
    public static final int MOST_ON_NODE = 250;

    private static final int LEAST_FREE = BATCH / 2;

    private PodBatches() {}

    /** The addresses a node holds once it runs this many pods with addresses of their own. */
    public static int poolOnNode(int pods) {
        if (pods < 0) {
            throw new IllegalArgumentException("pods: " + pods);
        }
        return Math.min(BATCH * Rounding.up(LEAST_FREE + pods, BATCH), MOST_ON_NODE);
    }

    /** The addresses that such a node takes out of the subnet. */
    public static int takenByNode(int pods) {
        return poolOnNode(pods) + PRIMARY;
    }

    /** Those of its pool that no pod uses. */
    public static int idleOnNode(int pods) {
        return poolOnNode(pods) - pods;
    }
}
