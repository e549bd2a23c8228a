package io.podpath.plan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What comes of a question.
 *
 * @param question the question
 * @param nodes the nodes it is about
 * @param surgeNodes nodes beside them while an upgrade runs
 * @param uses what they need of every limit
 * @param batches how the batches of a pod subnet are shared out, if it is known what the nodes run
 * @param portsPerNode source ports of each node meanwhile; empty without an outbound rule, or beyond what is documented
 */
public record PlanAnswer(
        PlanQuestion question,
        int nodes,
        int surgeNodes,
        List<LimitUse> uses,
        Optional<BatchAllocation> batches,
        OptionalInt portsPerNode) {

    public PlanAnswer {
        uses = List.copyOf(uses);
    }

    /** Whether nothing runs out. */
    public boolean fits() {
        return findExceeded().isEmpty();
    }

    /** What runs out first, in the order of the limits. */
    public Optional<LimitUse> findExceeded() {
        return uses.stream().filter(use -> !use.fits()).findFirst();
    }

    /** The use of a limit; the fullest one if several ranges have it. */
    public Optional<LimitUse> find(Limit limit) {
        return uses.stream()
                .filter(use -> use.limit() == limit)
                .reduce((first, second) -> second.fits() || !first.fits() ? first : second);
    }

    /** Pods that wait for an address. */
    public int pendingPods() {
        return batches.map(BatchAllocation::pending).orElse(0);
    }
}
