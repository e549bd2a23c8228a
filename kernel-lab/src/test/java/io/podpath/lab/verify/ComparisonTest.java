package io.podpath.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A judge who cannot say no is none: every field of a crossing can make a difference. */
class ComparisonTest {

    private static final Crossing SYN = crossing(64, List.of("nat PREROUTING 1"), "out cbr0: a");

    private static Crossing crossing(int ttlHops, List<String> rules, String end) {
        return new Crossing("node/node-0", "in eth0: SYN tcp a -> b", ttlHops, rules, end, false);
    }

    private static Observation seen(String outcome, Set<String> connections, Crossing... crossings) {
        return new Observation(outcome, List.of(crossings), Map.of("node/node-0", connections));
    }

    private static List<String> differences(Observation podpath, Observation kernel) {
        return Comparison.compare(podpath, kernel).stream()
                .map(each -> each.what() + ": " + each.podpath() + " | " + each.kernel())
                .toList();
    }

    @Test
    void theSameTwiceIsNoDifference() {
        Observation both = seen("connected", Set.of("a"), SYN, SYN);

        assertThat(differences(both, both)).isEmpty();
    }

    @Test
    void anotherRuleTtlOrEndIsADifference() {
        Observation podpath = seen("connected", Set.of(), SYN);

        assertThat(differences(podpath, seen("connected", Set.of(), crossing(63, SYN.rules(), SYN.end()))))
                .containsExactly("ttl: 64 | 63");
        assertThat(differences(podpath, seen("connected", Set.of(), crossing(64, List.of("nat X 2"), SYN.end()))))
                .containsExactly("rules: nat PREROUTING 1 | nat X 2");
        assertThat(differences(podpath, seen("connected", Set.of(), crossing(64, SYN.rules(), "goes no further"))))
                .containsExactly("end: out cbr0: a | goes no further");
    }

    @Test
    void aPacketOnlyOneSideHasIsADifference() {
        Observation something = seen("timeout", Set.of(), SYN);
        Observation nothing = seen("timeout", Set.of());

        assertThat(differences(something, nothing)).containsExactly("packet: in eth0: SYN tcp a -> b; out cbr0: a | -");
        assertThat(differences(nothing, something)).containsExactly("packet: - | in eth0: SYN tcp a -> b; out cbr0: a");
    }

    @Test
    void connectionsAndOutcomeAreCompared() {
        assertThat(differences(seen("connected to a", Set.of("x", "y"), SYN), seen("refused", Set.of("y", "z"), SYN)))
                .containsExactly("conntrack: x | z", "outcome: connected to a | refused");
    }

    @Test
    void aRepetitionMayBeMissingButNotDifferent() {
        Crossing again = crossing(64, List.of(), "out cbr0: a");
        Observation podpath = seen("no answer", Set.of(), SYN, again);

        assertThat(differences(podpath, seen("no answer", Set.of(), SYN))).isEmpty();
        assertThat(differences(podpath, seen("no answer", Set.of(), SYN, again)))
                .isEmpty();
        assertThat(differences(podpath, seen("no answer", Set.of(), SYN, crossing(63, List.of(), "out cbr0: a"))))
                .hasSize(1);
    }
}
