package io.podpath.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A pool with the nodes it would have.
 *
 * @param pool the pool
 * @param nodes its nodes
 * @param surgeNodes nodes beside them while an upgrade runs
 */
record PoolNodes(PlannedPool pool, int nodes, int surgeNodes) {

    /** All of them. */
    int peak() {
        return nodes + surgeNodes;
    }

    /** The pools of a cluster of this size, or of the size declared; the first one takes what the others leave. */
    static List<PoolNodes> of(PlannedCluster cluster, PlanQuestion.Operation operation, OptionalInt total) {
        List<PoolNodes> counts = new ArrayList<>();
        for (PlannedPool pool : cluster.pools()) {
            boolean isScaled = counts.isEmpty() && total.isPresent();
            int nodes = isScaled
                    ? Math.max(0, total.getAsInt() - cluster.otherNodes())
                    : pool.size().most();
            int surge =
                    operation == PlanQuestion.Operation.UPGRADE ? pool.surge().nodes(nodes) : 0;
            counts.add(new PoolNodes(pool, nodes, surge));
        }
        return counts;
    }
}
