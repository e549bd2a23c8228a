package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.Scenario;
import io.podpath.scenario.load.Variant;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.ScenarioRunner;
import io.podpath.scenario.run.VariantResult;
import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.SampleInputs;
import io.podpath.scenario.testing.SampleNetwork;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run as a workshop's projector shows it. */
class RunTextTest {

    @Test
    void textLeadsWithTheAnswerAndFoldsWhatIsQuiet() {
        Golden.check("shop.text.txt", RunText.print(SampleRuns.shop(), Verbosity.TEXT, Palette.PLAIN));
    }

    @Test
    void wideShowsEveryStepAndTheRulesBesideIt() {
        Golden.check("shop.wide.txt", RunText.print(SampleRuns.shop(), Verbosity.WIDE, Palette.PLAIN));
    }

    @Test
    void everyWayIsListedWithItsExactProbability() {
        Golden.check("shop.all.txt", RunText.print(enumerated(), Verbosity.TEXT, Palette.PLAIN));
    }

    @Test
    void waysThatWereNotWalkedAreCountedInTheProbabilityThatIsMissing() {
        RunResult whole = enumerated();
        VariantResult variant = whole.variants().get(0);
        ProbeResult probe = variant.probes().get(0);
        ProbeResult cut = new ProbeResult(
                probe.expected(),
                probe.flow(),
                probe.addresses(),
                probe.mismatches(),
                probe.alternatives().subList(0, 2));
        RunResult partial = new RunResult(
                whole.scenario(),
                whole.title(),
                List.of(new VariantResult(variant.name(), variant.seed(), variant.addressUse(), List.of(cut))),
                List.of());

        assertThat(RunText.print(partial, Verbosity.TEXT, Palette.PLAIN)).contains("not shown: 1/3");
        assertThat(RunText.print(whole, Verbosity.TEXT, Palette.PLAIN)).doesNotContain("not shown");
    }

    @ParameterizedTest
    @EnumSource(Verbosity.class)
    void textIsPlainAsciiWithin100Columns(Verbosity verbosity) {
        String text = RunText.print(SampleRuns.shop(), verbosity, Palette.PLAIN);

        assertThat(text.lines()).allMatch(line -> line.length() <= Page.WIDTH);
        assertThat(text.chars()).allMatch(character -> character == '\n' || (character >= ' ' && character < 127));
    }

    @Test
    void colourChangesNothingButTheColour() {
        String plain = RunText.print(SampleRuns.shop(), Verbosity.TEXT, Palette.PLAIN);
        String colour = RunText.print(SampleRuns.shop(), Verbosity.TEXT, Palette.COLOUR);

        assertThat(colour).isNotEqualTo(plain);
        assertThat(colour.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(plain);
    }

    private static RunResult enumerated() {
        Variant variant =
                new Variant("overlay", SampleInputs.overlay(), List.of(SampleRuns.expects("web", Outcome.CONNECTED)));
        return ScenarioRunner.run(
                new Scenario("shop", "", List.of(), List.of(variant)),
                new ScenarioRunner.Options(OptionalLong.empty(), true),
                SampleNetwork::new);
    }
}
