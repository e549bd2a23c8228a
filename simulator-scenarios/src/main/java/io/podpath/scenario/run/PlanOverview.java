package io.podpath.scenario.run;

import io.podpath.plan.AddressingModel;
import io.podpath.plan.PlannedCluster;
import io.podpath.scenario.load.Variant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything planning has to say about a variant; the text and JSON views are made from this and nothing else.
 *
 * @param variant its name
 * @param own the cluster under its own model, or the one asked for
 * @param models the same pools and ranges under every model
 * @param questions what the scenario itself asks, and what came of it
 */
public record PlanOverview(String variant, ModelPlan own, List<ModelPlan> models, List<PlanResult> questions) {

    /** The version of the JSON form, which changes when a consumer would have to. */
    public static final String CONTRACT = "podpath.plan/1";

    public PlanOverview {
        models = List.copyOf(models);
        questions = List.copyOf(questions);
    }

    /** Of a variant: under its own model or another one, with its own number of nodes or another one. */
    public static PlanOverview of(Variant variant, Optional<AddressingModel> model, OptionalInt nodes) {
        PlannedCluster cluster = variant.plan().cluster();
        List<ModelPlan> models = Arrays.stream(AddressingModel.values())
                .map(each -> ModelPlan.of(cluster.under(each), nodes))
                .toList();
        return new PlanOverview(
                variant.name(),
                ModelPlan.of(cluster.under(model.orElse(cluster.model())), nodes),
                models,
                PlanResult.listOf(variant.plan()));
    }
}
