package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.testing.Golden;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Reason;
import io.podpath.trace.ReasonCatalog;
import org.junit.jupiter.api.Test;

/** Reason codes in words. */
class ExplainTextTest {

    @Test
    void codeIsExplainedWithFixAndSource() {
        Golden.check("explain.txt", ExplainText.one(AzureNetworkReason.NSG_DENIED, Palette.PLAIN));
    }

    @Test
    void everyCodeIsListedAndFits() {
        String text = ExplainText.all(Palette.PLAIN);

        assertThat(ReasonCatalog.list()).extracting(Reason::name).allMatch(text::contains);
        assertThat(text.lines()).allMatch(line -> line.length() <= Page.WIDTH);
    }

    @Test
    void unknownCodeGetsASuggestion() {
        assertThat(ExplainText.unknown("NSG_DENY")).isEqualTo("no reason code 'NSG_DENY'; did you mean 'NSG_DENIED'?");
        assertThat(ExplainText.unknown("xyzzy")).isEqualTo("no reason code 'xyzzy'; 'podpath explain' lists all codes");
    }
}
