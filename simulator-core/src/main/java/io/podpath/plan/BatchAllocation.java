package io.podpath.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How the batches of a pod subnet are shared out among nodes with a given number of pods.
 *
 * <p>Every node takes its first batch and one address of its own when it starts; then nodes ask in turn for one batch more until they have what their
 * pods call for. A batch that the subnet cannot give whole is not given, so a node may have pods that wait for an address
 * while other nodes sit on idle ones and the subnet has a few left.
 *
 * <p>The turns, and that a batch comes whole or not at all, are podpath's own reading (fact PLAN-BATCHES-WHOLE).
 *
 * @param shares the nodes, in the order in which they asked
 * @param leftInSubnet addresses that nobody holds
 */
public record BatchAllocation(List<Share> shares, long leftInSubnet) {

    public BatchAllocation {
        shares = List.copyOf(shares);
    }

    /**
     * What one node has.
     *
     * @param pods its pods with addresses of their own
     * @param held the addresses it holds for pods
     */
    public record Share(int pods, int held) {

        /** The addresses it wants. */
        public int wanted() {
            return PodBatches.poolOnNode(pods);
        }

        /** The addresses that no pod uses. */
        public int idle() {
            return Math.max(0, held - pods);
        }

        /** The pods that wait for an address. */
        public int pending() {
            return Math.max(0, pods - held);
        }
    }

    /** Shares a subnet out. */
    public static BatchAllocation of(List<Integer> podsOnNodes, long free) {
        int[] held = new int[podsOnNodes.size()];
        long left = free;
        boolean isGiving = true;
        while (isGiving) {
            isGiving = false;
            for (int node = 0; node < held.length; node++) {
                int wanted = PodBatches.poolOnNode(podsOnNodes.get(node));
                int batch = Math.min(PodBatches.BATCH, wanted - held[node]);
                int cost = batch + (held[node] == 0 ? PodBatches.PRIMARY : 0);
                if (batch > 0 && cost <= left) {
                    held[node] += batch;
                    left -= cost;
                    isGiving = true;
                }
            }
        }
        List<Share> shares = new ArrayList<>();
        for (int node = 0; node < held.length; node++) {
            shares.add(new Share(podsOnNodes.get(node), held[node]));
        }
        return new BatchAllocation(shares, left);
    }

    /** Pods that wait for an address. */
    public int pending() {
        return shares.stream().mapToInt(Share::pending).sum();
    }

    /** Addresses that nodes hold and no pod uses. */
    public int idle() {
        return shares.stream().mapToInt(Share::idle).sum();
    }
}
