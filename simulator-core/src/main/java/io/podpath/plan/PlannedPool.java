package io.podpath.plan;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A node pool as far as addresses are concerned.
 *
 * @param name its name
 * @param size its nodes
 * @param maxPods pods per node as declared; empty for the default of the model
 * @param declaredSurge the nodes an upgrade adds as declared; empty for AKS's own default
 * @param nodeSubnet the name of the subnet of its nodes
 * @param podSubnet the name of the subnet of its pods; empty if it has none
 */
public record PlannedPool(
        String name,
        PoolSize size,
        OptionalInt maxPods,
        Optional<MaxSurge> declaredSurge,
        String nodeSubnet,
        String podSubnet) {

    /** Pods per node under a model. */
    public int maxPods(AddressingModel model) {
        return maxPods.orElse(model.defaultMaxPods());
    }

    /** The nodes an upgrade adds. */
    public MaxSurge surge() {
        return declaredSurge.orElse(MaxSurge.DEFAULT);
    }
}
