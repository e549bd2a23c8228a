package io.podpath.scenario.load;

import io.podpath.plan.Limit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What should come of a plan. Absent parts are not asserted.
 *
 * @param fits whether nothing runs out
 * @param limit what runs out, or would with more nodes
 * @param needed how much of that limit is needed
 * @param available how much of it there is
 * @param maxNodes the greatest number of full nodes that fits
 * @param portsPerNode source ports of each node
 * @param pendingPods pods that wait for an address
 */
public record PlanExpectation(
        @Nullable Boolean fits,
        @Nullable Limit limit,
        @Nullable Integer needed,
        @Nullable Integer available,
        @Nullable Integer maxNodes,
        @Nullable Integer portsPerNode,
        @Nullable Integer pendingPods) {

    /** Nothing is asserted. */
    public static final PlanExpectation NONE = new PlanExpectation(null, null, null, null, null, null, null);

    /** Whether nothing runs out. */
    public Optional<Boolean> findFits() {
        return Optional.ofNullable(fits);
    }

    /** What runs out. */
    public Optional<Limit> findLimit() {
        return Optional.ofNullable(limit);
    }

    /** How much is needed. */
    public OptionalLong findNeeded() {
        return needed == null ? OptionalLong.empty() : OptionalLong.of(needed);
    }

    /** How much there is. */
    public OptionalLong findAvailable() {
        return available == null ? OptionalLong.empty() : OptionalLong.of(available);
    }

    /** The greatest number of nodes. */
    public OptionalInt findMaxNodes() {
        return maxNodes == null ? OptionalInt.empty() : OptionalInt.of(maxNodes);
    }

    /** Source ports of each node. */
    public OptionalInt findPortsPerNode() {
        return portsPerNode == null ? OptionalInt.empty() : OptionalInt.of(portsPerNode);
    }

    /** Pods without address. */
    public OptionalInt findPendingPods() {
        return pendingPods == null ? OptionalInt.empty() : OptionalInt.of(pendingPods);
    }
}
