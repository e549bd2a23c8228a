package io.podpath.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Visiting every combination of choices once. */
class EnumeratedChoicesTest {

    private static List<String> visit(Function<Choices, String> walk) {
        List<String> ways = new ArrayList<>();
        Optional<List<EnumeratedChoices.Taken>> next = Optional.of(List.of());
        while (next.isPresent()) {
            EnumeratedChoices choices = new EnumeratedChoices(next.get(), 1);
            String result = walk.apply(choices);
            ways.add(choices.probability() + " " + result);
            next = choices.next();
        }
        return ways;
    }

    /** As three endpoint rules with probabilities 1/3, 1/2 and 1 do. */
    @Test
    void aChainOfRulesGivesEveryEndpointItsShare() {
        List<String> ways = visit(choices -> choices.happens(Fraction.of(1, 3), "first")
                ? "a"
                : choices.happens(Fraction.of(1, 2), "second") ? "b" : "c");

        assertThat(ways).containsExactly("1/3 a", "1/3 b", "1/3 c");
    }

    @Test
    void laterChoicesMayDependOnEarlierOnes() {
        List<String> ways = visit(choices -> {
            int node = choices.pick(2, "node");
            return node == 0 ? "0" : "1" + choices.pick(3, "pod");
        });

        assertThat(ways).containsExactly("1/2 0", "1/6 10", "1/6 11", "1/6 12");
    }

    @Test
    void certaintiesAreNoChoices() {
        assertThat(visit(choices -> choices.happens(Fraction.ONE, "sure") + " " + choices.pick(1, "only")))
                .containsExactly("1 true 0");
    }

    @Test
    void closedChoicesDrawFromTheSeedAndCountNoMore() {
        EnumeratedChoices choices = new EnumeratedChoices(List.of(), 1);
        choices.pick(4, "counts");

        choices.close();
        choices.pick(4, "does not count");

        assertThat(choices.isOpen()).isFalse();
        assertThat(choices.probability()).isEqualTo(Fraction.of(1, 4));
        assertThat(choices.taken())
                .extracting(EnumeratedChoices.Taken::describe)
                .containsExactly("counts? 1 of 4 (1/4)");
    }
}
