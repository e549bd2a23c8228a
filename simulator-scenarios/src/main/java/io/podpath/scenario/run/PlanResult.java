package io.podpath.scenario.run;

import io.podpath.plan.LimitUse;
import io.podpath.plan.MostNodes;
import io.podpath.plan.PlanAnswer;
import io.podpath.plan.PlannedCluster;
import io.podpath.plan.Planner;
import io.podpath.scenario.load.ExpectedPlan;
import io.podpath.scenario.load.PlanSection;
import java.util.List;

/**
 * What came of one plan in one variant.
 *
 * @param expected the question and what was expected of it
 * @param cluster the cluster it was asked of
 * @param answer what it comes to
 * @param mostNodes the greatest cluster that fits, for the same operation
 * @param mismatches what came out differently; empty if the expectation is met
 */
public record PlanResult(
        ExpectedPlan expected,
        PlannedCluster cluster,
        PlanAnswer answer,
        MostNodes mostNodes,
        List<Mismatch> mismatches) {

    public PlanResult {
        mismatches = List.copyOf(mismatches);
    }

    /** The answers to all questions of a variant. */
    static List<PlanResult> listOf(PlanSection plan) {
        Planner planner = new Planner(plan.cluster());
        return plan.questions().stream()
                .map(question -> of(question, plan.cluster(), planner))
                .toList();
    }

    private static PlanResult of(ExpectedPlan expected, PlannedCluster cluster, Planner planner) {
        PlanAnswer answer = planner.answer(expected.question());
        MostNodes most = planner.mostNodes(expected.question().operation());
        PlanResult unchecked = new PlanResult(expected, cluster, answer, most, List.of());
        List<Mismatch> mismatches = PlanCheck.check(expected.expectation(), unchecked);
        return new PlanResult(expected, cluster, answer, most, mismatches);
    }

    /** What runs out; if nothing does, what would first as nodes are added. */
    public LimitUse limit() {
        return answer.findExceeded()
                .or(() -> answer.find(mostNodes.boundBy().limit()))
                .orElse(mostNodes.boundBy());
    }

    /** True if nothing came out differently. */
    public boolean isAsExpected() {
        return mismatches.isEmpty();
    }
}
