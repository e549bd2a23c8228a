package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text fits, and nothing of it is lost. */
class PageTest {

    @Property(tries = 300)
    void wrappingKeepsEveryCharacterAndTheWidth(
            @ForAll @CharRange(from = 'a', to = 'e') @CharRange(from = '-', to = '/') @CharRange(from = ' ', to = ' ')
                    String words,
            @ForAll @IntRange(min = 5, max = 40) int width) {
        List<String> lines = Page.wrap(words, "  ", width);

        assertThat(lines).allMatch(line -> line.length() <= width);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(words.replace(" ", ""));
    }

    @Test
    void nameThatIsTooLongIsBrokenAtItsJoints() {
        assertThat(Page.wrap("load-balancer/kubernetes", " ", 20)).containsExactly("load-balancer/", " kubernetes");
        assertThat(Page.wrap("kubernetesloadbalancer", " ", 20)).containsExactly("kubernetesloadbalanc", " er");
    }

    @Test
    void labelStandsOnceAndWordsGoOnUnderThemselves() {
        Page page = new Page();

        page.labelled("  rule  ", "word ".repeat(30), line -> line);

        assertThat(page.toString().lines().toList())
                .containsExactly(
                        "  rule  " + "word ".repeat(18).strip(),
                        "        " + "word ".repeat(12).strip());
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.000 ms",
        "1499,0.001 ms",
        "608000,0.608 ms",
        "999999999,1000.000 ms",
        "1000000000,1 s",
        "1500000000,1.5 s",
        "120000000000,120 s"
    })
    void durationsAreReadAtAGlance(long nanos, String expected) {
        assertThat(Durations.format(nanos)).isEqualTo(expected);
    }
}
