package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.TcpFlags;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel's table of TCP states, row by row. */
class TcpStateTest {

    private static final Map<TcpState, String> SHORT = Map.of(
            TcpState.NONE, "NO",
            TcpState.SYN_SENT, "SS",
            TcpState.SYN_RECV, "SR",
            TcpState.ESTABLISHED, "ES",
            TcpState.FIN_WAIT, "FW",
            TcpState.CLOSE_WAIT, "CW",
            TcpState.LAST_ACK, "LA",
            TcpState.TIME_WAIT, "TW",
            TcpState.CLOSE, "CL",
            TcpState.SYN_SENT2, "S2");

    private static String shortName(TcpState state) {
        return Objects.requireNonNull(SHORT.get(state));
    }

    @ParameterizedTest
    @EnumSource(TcpFlags.class)
    void everyCellIsTheKernels(TcpFlags flags) {
        for (TcpState state : TcpState.values()) {
            for (boolean isReply : new boolean[] {false, true}) {
                String expected = NaiveConntrack.next(flags, isReply, shortName(state));
                String found = switch (state.effect(flags, isReply)) {
                    case INVALID -> "IV";
                    case IGNORED -> "IG";
                    case MOVES -> shortName(state.after(flags, isReply));
                };

                assertThat(found)
                        .as("%s in %s, reply: %s", flags, state, isReply)
                        .isEqualTo(expected);
            }
        }
    }

    /** {@code o:} is what the opener sends, {@code r:} what comes back. */
    @ParameterizedTest
    @CsvSource({
        "o:SYN r:SYN_ACK o:ACK, ESTABLISHED",
        "o:SYN r:SYN_ACK o:ACK o:FIN_ACK r:ACK, CLOSE_WAIT",
        "o:SYN r:SYN_ACK o:ACK o:FIN_ACK r:ACK r:FIN_ACK, LAST_ACK",
        "o:SYN r:SYN_ACK o:ACK o:FIN_ACK r:ACK r:FIN_ACK o:ACK, TIME_WAIT",
        "o:SYN r:SYN_ACK o:ACK r:RST, CLOSE",
        "o:SYN r:SYN, SYN_SENT2",
        "o:SYN r:SYN o:SYN_ACK, SYN_RECV",
        "o:ACK, ESTABLISHED"
    })
    void conversationsLeadWhereTheyDoInTheKernel(String segments, TcpState expected) {
        TcpState state = TcpState.NONE;
        for (String segment : segments.split(" ", -1)) {
            state = state.after(TcpFlags.valueOf(segment.substring(2)), segment.startsWith("r:"));
        }

        assertThat(state).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SYN_SENT, 120",
        "SYN_RECV, 60",
        "ESTABLISHED, 432000",
        "FIN_WAIT, 120",
        "CLOSE_WAIT, 60",
        "LAST_ACK, 30",
        "TIME_WAIT, 120",
        "CLOSE, 10",
        "SYN_SENT2, 120"
    })
    void timeoutsAreTheKernels(TcpState state, int seconds) {
        assertThat(state.timeoutSeconds()).isEqualTo(seconds);
    }
}
