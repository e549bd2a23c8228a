package io.podpath.aks;

/**
 * How the nodes of a pool get addresses of their pod subnet: {@code --pod-ip-allocation-mode}.
 *
 * <p>A subnet serves one mode only, whatever cluster or pool uses it.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Pod Subnet; Azure/azure-container-networking {@code cns/ipampool/v2/monitor.go}
 * and {@code docs/feature/ipammath}.
 */
public enum PodIpAllocationMode {
    /** Single addresses in batches, more as pods come. */
    DYNAMIC_INDIVIDUAL("DynamicIndividual") {
        @Override
        public int addressesHeld(int pods, int maxPods) {
            // 16 * ceil(0.5 + pods / 16): at least half a batch stays free.
            return BATCH * Math.floorDiv(pods + BATCH / 2 + BATCH - 1, BATCH);
        }
    },

    /** Blocks of /28, kept for the life of the node. */
    STATIC_BLOCK("StaticBlock") {
        @Override
        public int addressesHeld(int pods, int maxPods) {
            return BATCH * Math.floorDiv(maxPods + KEPT_BY_PLATFORM + BATCH - 1, BATCH);
        }
    };

    /** Addresses in a batch, and in a /28 block. */
    public static final int BATCH = 16;

    /** With static blocks the platform keeps one address of every node for itself. */
    public static final int KEPT_BY_PLATFORM = 1;

    private final String label;

    PodIpAllocationMode(String label) {
        this.label = label;
    }

    /** As az spells it. */
    public String label() {
        return label;
    }

    /**
     * How many addresses of the pod subnet a node holds.
     *
     * @param pods how many pods on it have an address of their own
     * @param maxPods how many it may run
     */
    public abstract int addressesHeld(int pods, int maxPods);
}
