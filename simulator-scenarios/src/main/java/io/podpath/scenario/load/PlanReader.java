package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import io.podpath.plan.Limit;
import io.podpath.plan.PlanQuestion;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.plan.PlannedCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code plan:}, the questions about addresses and ports, and the flags they are about. */
final class PlanReader {

    private static final int MOST_NODES = 5_000;
    private static final int MOST_PODS = 250;
    private static final int MOST = 999_999_999;

    private static final Map<String, Limit> LIMITS = Choices.of(Limit.values(), Limit::label);
    private static final Map<String, Boolean> WORDS =
            Choices.of(new Boolean[] {true, false}, fits -> fits ? "fits" : "doesNotFit");

    private final Values values;
    private final ByVariant byVariant;

    PlanReader(String variant, Set<String> variants, Problems problems) {
        this.values = new Values(problems);
        this.byVariant = new ByVariant(variant, variants, problems);
    }

    /** The planning side of a variant. */
    PlanSection read(Fields document, Fields flags, SimulationInput input) {
        PlannedCluster cluster = PlannedClusters.of(input, PlanFlagsReader.read(flags));
        List<ExpectedPlan> questions = new ArrayList<>();
        Map<String, Location> named = new HashMap<>();
        for (Fields plan : document.objects("plan")) {
            Optional<String> name = plan.required("name");
            Optional<PlanQuestion> question = question(plan, cluster);
            PlanExpectation expectation = expectation(plan);
            name.map(found -> named.putIfAbsent(found, plan.at("name")))
                    .ifPresent(first -> plan.mismatch(
                            "name", "a plan '" + name.get() + "' is on line " + first.line() + " already"));
            if (name.isPresent() && question.isPresent()) {
                questions.add(new ExpectedPlan(
                        name.get(), question.get(), expectation, plan.node().location()));
            }
        }
        return new PlanSection(cluster, questions);
    }

    private Optional<PlanQuestion> question(Fields plan, PlannedCluster cluster) {
        OptionalInt nodes = plan.integer("nodes", 1, MOST_NODES);
        Operation operation = plan.flag("upgrade") ? Operation.UPGRADE : Operation.SCALE;
        List<Integer> podsOnNodes = new ArrayList<>();
        for (SourceNode item : plan.items("podsOnNodes")) {
            values.integer(item, "podsOnNodes", 0, MOST_PODS).ifPresent(podsOnNodes::add);
        }
        if (nodes.isPresent() && !podsOnNodes.isEmpty()) {
            plan.mismatch("nodes", "'podsOnNodes' says already that there are " + podsOnNodes.size() + " nodes");
            return Optional.empty();
        }
        if (nodes.isPresent() && nodes.getAsInt() < cluster.otherNodes()) {
            plan.mismatch(
                    "nodes",
                    "the pools that are not scaled have " + cluster.otherNodes()
                            + " nodes; ask for that many at least");
            return Optional.empty();
        }
        return Optional.of(new PlanQuestion(operation, nodes, podsOnNodes));
    }

    private PlanExpectation expectation(Fields plan) {
        Optional<SourceNode> expect = plan.node().find("expect");
        if (expect.isEmpty()) {
            return PlanExpectation.NONE;
        }
        if (!(expect.get() instanceof MappingNode mapping)) {
            @Nullable
            Boolean fits = values.choice(expect.get(), "expect", WORDS).orElse(null);
            return new PlanExpectation(fits, null, null, null, null, null, null);
        }
        return new PlanExpectation(
                byVariant
                        .read(mapping, "fits", node -> values.flag(node, "fits"))
                        .orElse(null),
                byVariant
                        .read(mapping, "limit", node -> values.choice(node, "limit", LIMITS))
                        .orElse(null),
                count(mapping, "needed"),
                count(mapping, "available"),
                count(mapping, "maxNodes"),
                count(mapping, "portsPerNode"),
                count(mapping, "pendingPods"));
    }

    private @Nullable Integer count(MappingNode expect, String name) {
        return byVariant
                .read(expect, name, node -> {
                    OptionalInt number = values.integer(node, name, 0, MOST);
                    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
                })
                .orElse(null);
    }
}
