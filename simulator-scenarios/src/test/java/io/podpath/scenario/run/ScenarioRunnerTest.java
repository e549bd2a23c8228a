package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.ModelProblemException;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.testing.SampleInputs;
import io.podpath.scenario.testing.SampleNetwork;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Every probe runs in every variant. */
class ScenarioRunnerTest {

    private static final List<ExpectedProbe> PROBES =
            List.of(SampleRuns.expects("web", Outcome.CONNECTED), SampleRuns.expects("empty", Outcome.CONNECTED));
    private static final Scenario SCENARIO = new Scenario(
            "shop",
            "Who may call the shop?",
            List.of(),
            List.of(
                    new Variant("one", SampleInputs.overlay(), PROBES),
                    new Variant("two", SampleInputs.overlay(), PROBES)));

    @Test
    void everyProbeRunsInEveryVariantAndIsChecked() {
        RunResult run = ScenarioRunner.run(SCENARIO, ScenarioRunner.Options.DEFAULT, SampleNetwork::new);

        assertThat(run.variants()).extracting(VariantResult::name).containsExactly("one", "two");
        assertThat(run.probes().map(ProbeResult::isAsExpected)).containsExactly(true, false, true, false);
        assertThat(run.countUnexpected()).isEqualTo(2);
        assertThat(run.isIncomplete()).isFalse();
    }

    @Test
    void addressesOfTheFlowAreNamed() {
        RunResult run = ScenarioRunner.run(SCENARIO, ScenarioRunner.Options.DEFAULT, SampleNetwork::new);

        assertThat(run.variants().get(0).probes().get(0).addresses().owners().values())
                .containsExactly("pod/shop/client", "service/shop/web", "pod/shop/web");
    }

    @Test
    void seedOfTheCommandLineTakesThePlaceOfTheFile() {
        ScenarioRunner.Options options = new ScenarioRunner.Options(OptionalLong.of(42), false);

        RunResult run = ScenarioRunner.run(SCENARIO, options, SampleNetwork::new);

        assertThat(run.variants()).extracting(VariantResult::seed).containsExactly(42L, 42L);
    }

    @Test
    void enumerationIsMadeOnlyIfAskedFor() {
        ScenarioRunner.Options all = new ScenarioRunner.Options(OptionalLong.empty(), true);

        RunResult silent = ScenarioRunner.run(SCENARIO, ScenarioRunner.Options.DEFAULT, SampleNetwork::new);
        RunResult listed = ScenarioRunner.run(SCENARIO, all, SampleNetwork::new);

        assertThat(silent.probes()).allMatch(probe -> probe.alternatives().isEmpty());
        assertThat(listed.probes()).noneMatch(probe -> probe.alternatives().isEmpty());
    }

    @Test
    void probeOfSomethingMissingBecomesAProblemAtItsPlaceAndTheOthersRun() {
        List<ExpectedProbe> probes =
                List.of(SampleRuns.expects("wbe", Outcome.CONNECTED), SampleRuns.expects("web", Outcome.CONNECTED));
        Scenario scenario =
                new Scenario("shop", "", List.of(), List.of(new Variant("one", SampleInputs.overlay(), probes)));

        RunResult run = ScenarioRunner.run(scenario, ScenarioRunner.Options.DEFAULT, SampleNetwork::new);

        assertThat(run.probes()).hasSize(1);
        assertThat(run.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).hasToString("shop.podpath.yaml:20:5");
            assertThat(problem.message())
                    .isEqualTo("probe 'pod-to-wbe': there is no Service shop/wbe; did you mean 'shop/web'?");
        });
    }

    @Test
    void variantThatCannotBeBuiltBecomesAProblemAndTheOthersRun() {
        int[] built = {0};

        RunResult run = ScenarioRunner.run(SCENARIO, ScenarioRunner.Options.DEFAULT, input -> {
            if (built[0]++ == 0) {
                throw new ModelProblemException("the subnet has too few addresses");
            }
            return new SampleNetwork(input);
        });

        assertThat(run.variants()).extracting(VariantResult::name).containsExactly("two");
        assertThat(run.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location()).hasToString("shop.podpath.yaml");
            assertThat(problem.message()).isEqualTo("variant 'one': the subnet has too few addresses");
        });
    }
}
