package io.podpath.scenario.load;

import io.podpath.plan.MaxSurge;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Flags that decide about no packet and yet about what fits.
 *
 * @param pools those of each pool, by its name
 * @param publicIps how many outbound addresses there are; empty if the flags do not say
 */
record PlanFlags(Map<String, OfPool> pools, OptionalInt publicIps) {

    /** None given: one outbound address, no autoscaler, AKS's own surge. */
    static final PlanFlags NONE = new PlanFlags(Map.of(), OptionalInt.of(1));

    PlanFlags {
        pools = Map.copyOf(pools);
    }

    /** Those of a pool. */
    OfPool of(String pool) {
        return pools.getOrDefault(pool, OfPool.NONE);
    }

    /**
     * Those of a pool.
     *
     * @param autoscalerMost the autoscaler's maximum; empty where it is off
     * @param maxPods pods per node as declared; empty for the default of the model
     * @param surge nodes an upgrade adds as declared; empty for the default
     */
    record OfPool(OptionalInt autoscalerMost, OptionalInt maxPods, Optional<MaxSurge> surge) {

        static final OfPool NONE = new OfPool(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }
}
