package io.podpath.plan;

import java.util.List;

/**
 * A cluster as far as addresses and ports are concerned.
 *
 * @param model who gets an address from where
 * @param pools its node pools, at least one; the first one is the one that is scaled
 * @param space its ranges
 * @param egress how it reaches the internet
 */
public record PlannedCluster(AddressingModel model, List<PlannedPool> pools, AddressSpace space, PlannedEgress egress) {

    public PlannedCluster {
        pools = List.copyOf(pools);
        if (pools.isEmpty()) {
            throw new IllegalArgumentException("a cluster has a node pool");
        }
    }

    /** The same pools and ranges under another model. */
    public PlannedCluster under(AddressingModel other) {
        return new PlannedCluster(other, pools, space, egress);
    }

    /** The pool that is scaled. */
    public PlannedPool scaledPool() {
        return pools.get(0);
    }

    /** Nodes of the other pools, which stay: no cluster of fewer can be asked for. */
    public int otherNodes() {
        return pools.stream().skip(1).mapToInt(pool -> pool.size().most()).sum();
    }
}
