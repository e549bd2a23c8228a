package io.podpath.scenario.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** A slip of the finger finds the word that was meant. */
class SuggestionTest {

    @Test
    void theNearestCandidateIsSuggested() {
        assertThat(Suggestion.nearest("podSelecter", List.of("policyTypes", "podSelector")))
                .contains("podSelector");
        assertThat(Suggestion.nearest("overlap", List.of("none", "overlay"))).contains("overlay");
        assertThat(Suggestion.nearest("DNSSERVICEIP", List.of("dnsServiceIp"))).contains("dnsServiceIp");
    }

    @Test
    void nothingIsSuggestedForAnotherWord() {
        assertThat(Suggestion.nearest("frobnicate", List.of("networkPlugin", "maxPods")))
                .isEmpty();
        assertThat(Suggestion.didYouMean("x", List.of())).isEmpty();
    }

    @Test
    void swappedNeighboursAreOneEdit() {
        assertThat(Suggestion.distance("tpc", "tcp")).isEqualTo(1);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Property
    void distanceIsSymmetricAndZeroOnlyForEqualWords(
            @ForAll @AlphaChars @StringLength(max = 12) String left,
            @ForAll @AlphaChars @StringLength(max = 12) String right) {
        assertThat(Suggestion.distance(left, right)).isEqualTo(Suggestion.distance(right, left));
        assertThat(Suggestion.distance(left, right) == 0).isEqualTo(left.equals(right));
        assertThat(Suggestion.distance(left, right))
                .isBetween(Math.abs(left.length() - right.length()), Math.max(left.length(), right.length()));
    }
}
