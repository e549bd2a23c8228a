package io.podpath.scenario.run;

import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.UnknownEndpointException;
import io.podpath.WeightedFlow;
import io.podpath.aks.ModelProblemException;
import io.podpath.cluster.ClusterProblem;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Location;
import io.podpath.scenario.load.Problem;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.trace.Flow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Sends every probe of a scenario through the network of every variant.
 *
 * <p>A probe that names something that does not exist becomes a problem at its place in the file, and the others run; so
 * does a variant whose network cannot be built.
 */
public final class ScenarioRunner {

    private static final int PROBLEMS_SHOWN = 5;

    private final Function<SimulationInput, BuiltNetwork> builder;
    private final Options options;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /**
     * What to change about a run.
     *
     * @param seed takes the place of the scenario's own seed, if present
     * @param enumerates whether to list every way each probe can go
     */
    public record Options(OptionalLong seed, boolean enumerates) {

        /** The scenario's own seed, and only the walk it chooses. */
        public static final Options DEFAULT = new Options(OptionalLong.empty(), false);
    }

    private ScenarioRunner(Function<SimulationInput, BuiltNetwork> builder, Options options) {
        this.builder = builder;
        this.options = options;
    }

    /** Runs the scenario in the simulator. */
    public static RunResult run(Scenario scenario, Options options) {
        return run(scenario, options, BuiltNetwork::of);
    }

    /** Runs the scenario in networks made by the builder. */
    public static RunResult run(Scenario scenario, Options options, Function<SimulationInput, BuiltNetwork> builder) {
        ScenarioRunner runner = new ScenarioRunner(builder, options);
        List<VariantResult> variants = new ArrayList<>();
        for (Variant variant : scenario.variants()) {
            runner.runVariant(variant).ifPresent(variants::add);
        }
        return new RunResult(scenario.name(), scenario.title(), variants, List.copyOf(runner.problems));
    }

    private Optional<VariantResult> runVariant(Variant variant) {
        SimulationInput declared = variant.input();
        SimulationInput input = new SimulationInput(
                declared.cluster(),
                declared.azure(),
                declared.objects(),
                options.seed().orElse(declared.seed()));
        try {
            return Optional.of(runProbes(variant, input, builder.apply(input)));
        } catch (ModelProblemException impossible) {
            String words = "variant '" + variant.name() + "': " + impossible.getMessage();
            problems.add(new Problem(Problem.Severity.ERROR, placeOf(variant), words));
            return Optional.empty();
        }
    }

    private VariantResult runProbes(Variant variant, SimulationInput input, BuiltNetwork network) {
        warnOf(network.problems(), variant);
        List<ProbeResult> results = new ArrayList<>();
        for (ExpectedProbe probe : variant.probes()) {
            runProbe(network, probe).ifPresent(results::add);
        }
        AddressUse addressUse = AddressUse.of(input.cluster(), network.objects());
        return new VariantResult(variant.name(), input.seed(), addressUse, results, PlanResult.listOf(variant.plan()));
    }

    /** A cluster that is too small leaves out many pods for one reason, so a few of them stand for the rest. */
    private void warnOf(List<ClusterProblem> left, Variant variant) {
        List<String> lines = new ArrayList<>();
        left.stream().limit(PROBLEMS_SHOWN).forEach(problem -> lines.add(problem.toString()));
        if (left.size() > PROBLEMS_SHOWN) {
            lines.add("and " + (left.size() - PROBLEMS_SHOWN) + " more like these");
        }
        for (String line : lines) {
            String words = "variant '" + variant.name() + "': " + line;
            problems.add(new Problem(Problem.Severity.WARNING, placeOf(variant), words));
        }
    }

    private static Location placeOf(Variant variant) {
        String file = variant.probes().isEmpty()
                ? "scenario"
                : variant.probes().get(0).location().file();
        return new Location(file, 0, 1);
    }

    private static void addLinked(Flow flow, List<Flow> flows) {
        flow.linked().forEach(linked -> {
            flows.add(linked.flow());
            addLinked(linked.flow(), flows);
        });
    }

    private Optional<ProbeResult> runProbe(BuiltNetwork network, ExpectedProbe expected) {
        Probe probe = expected.probe();
        try {
            Flow flow = network.send(probe);
            List<WeightedFlow> alternatives = options.enumerates() ? network.sendAll(probe) : List.of();
            List<Flow> flows = new ArrayList<>(List.of(flow));
            alternatives.forEach(alternative -> flows.add(alternative.flow()));
            addLinked(flow, flows);
            AddressOwners addresses = AddressOwners.of(flows, network::ownerOf);
            List<Mismatch> mismatches = ExpectationCheck.check(expected.expectation(), flow, addresses);
            return Optional.of(new ProbeResult(expected, flow, addresses, mismatches, alternatives));
        } catch (UnknownEndpointException unknown) {
            problems.add(UnknownEndpointProblem.of(expected, unknown));
            return Optional.empty();
        }
    }
}
