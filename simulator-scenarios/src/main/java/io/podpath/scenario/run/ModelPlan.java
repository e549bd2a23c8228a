package io.podpath.scenario.run;

import io.podpath.plan.MostNodes;
import io.podpath.plan.PlanAnswer;
import io.podpath.plan.PlanQuestion;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.PlannedPool;
import io.podpath.plan.Planner;
import java.util.List;
import java.util.OptionalInt;

/**
 * A cluster under one networking model: running, while it is upgraded, and as large as it can be.
 *
 * @param cluster the cluster
 * @param running its nodes as they run
 * @param upgrading its nodes and the surge nodes of an upgrade
 * @param most the greatest cluster that fits
 * @param mostUpgradable the greatest one that can be upgraded as well
 */
public record ModelPlan(
        PlannedCluster cluster, PlanAnswer running, PlanAnswer upgrading, MostNodes most, MostNodes mostUpgradable) {

    /** Of so many nodes, or as declared. */
    static ModelPlan of(PlannedCluster cluster, OptionalInt nodes) {
        Planner planner = new Planner(cluster);
        return new ModelPlan(
                cluster,
                planner.answer(new PlanQuestion(Operation.SCALE, nodes, List.of())),
                planner.answer(new PlanQuestion(Operation.UPGRADE, nodes, List.of())),
                planner.mostNodes(Operation.SCALE),
                planner.mostNodes(Operation.UPGRADE));
    }

    /** The answer for an operation. */
    public PlanAnswer answer(Operation operation) {
        return operation == Operation.UPGRADE ? upgrading : running;
    }

    /** The nodes of a pool that is planned for: the first one has what the others leave. */
    public int nodesOf(PlannedPool pool) {
        return pool.equals(cluster.scaledPool())
                ? running.nodes() - cluster.otherNodes()
                : pool.size().most();
    }
}
