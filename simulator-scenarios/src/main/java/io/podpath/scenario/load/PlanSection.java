package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import io.podpath.plan.PlannedCluster;
import java.util.List;

/**
 * The planning side of a variant.
 *
 * @param cluster the cluster as far as addresses and ports are concerned
 * @param questions what is asked of it, in the order of the file
 */
public record PlanSection(PlannedCluster cluster, List<ExpectedPlan> questions) {

    public PlanSection {
        questions = List.copyOf(questions);
    }

    /** The cluster of this input, of which nothing is asked. */
    public static PlanSection of(SimulationInput input) {
        return new PlanSection(PlannedClusters.of(input, PlanFlags.NONE), List.of());
    }
}
