package io.podpath.scenario.report;

import io.podpath.plan.AddressingModel;
import io.podpath.plan.MaxSurge;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedPool;
import io.podpath.scenario.run.ModelPlan;
import java.util.ArrayList;
import java.util.List;

/** What a planner should know that is no number: where documents disagree, and what is not counted. */
final class PlanRemarks {

    private static final MaxSurge TEN_PERCENT = new MaxSurge(10, true);
    private static final int LEAST_PODS_OF_POOL = 30;

    private PlanRemarks() {}

    static List<String> of(ModelPlan plan) {
        PlannedCluster cluster = plan.cluster();
        List<String> remarks = new ArrayList<>();
        for (PlannedPool pool : cluster.pools()) {
            int nodes = plan.nodesOf(pool);
            if (pool.declaredSurge().isEmpty() && TEN_PERCENT.nodes(nodes) > 1) {
                remarks.add(
                        pool.name() + ": where AKS's default surge is 10 percent, as two pages say, an upgrade adds "
                                + TEN_PERCENT.nodes(nodes) + " nodes and not 1.");
            }
            int pods = nodes * pool.maxPods(cluster.model());
            if (pods < LEAST_PODS_OF_POOL) {
                remarks.add(pool.name() + ": AKS wants room for " + LEAST_PODS_OF_POOL
                        + " pods in a pool, this one has " + pods + ".");
            }
        }
        if (cluster.model() == AddressingModel.KUBENET) {
            remarks.add("kubenet ends on 2028-03-31.");
        }
        if (cluster.model().podSource().isPodSubnet()) {
            remarks.add("An address that a pod gives back rests for some seconds; leave a few to spare.");
        }
        return remarks;
    }
}
