package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.load.Expectation;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.VariantResult;
import io.podpath.scenario.testing.Golden;
import io.podpath.scenario.testing.SampleFlows;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.trace.Flow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Variants side by side. */
class CompareTextTest {

    @Test
    void variantsStandSideBySideAndDifferencesAreStarred() {
        RunResult run = run(SampleFlows.connected(), SampleFlows.denied(), SampleFlows.refused());

        Golden.check("shop.compare.txt", CompareText.print(run, Palette.PLAIN));
    }

    @Test
    void rowsThatAreEqualEverywhereHaveNoStar() {
        String text = CompareText.print(run(SampleFlows.connected(), SampleFlows.connected()), Palette.PLAIN);

        assertThat(text.lines()).noneMatch(line -> line.startsWith("*"));
    }

    @Test
    void manyVariantsAreSpreadOverTablesThatFit() {
        Flow flow = SampleFlows.connected();
        String text = CompareText.print(run(flow, flow, flow, flow, flow, flow, flow), Palette.PLAIN);

        assertThat(text.lines()).allMatch(line -> line.length() <= Page.WIDTH);
        for (int index = 0; index < 7; index++) {
            assertThat(text).contains("variant-" + index);
        }
    }

    private static RunResult run(Flow... flows) {
        List<VariantResult> variants = new ArrayList<>();
        for (Flow flow : flows) {
            variants.add(SampleRuns.variant(
                    "variant-" + variants.size(), SampleRuns.probe("pod-to-web", "web", flow, Expectation.NONE)));
        }
        return new RunResult("shop", "Who may call the shop?", variants, List.of());
    }
}
