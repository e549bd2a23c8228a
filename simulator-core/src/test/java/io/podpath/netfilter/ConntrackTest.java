package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What connection tracking makes of single packets. */
class ConntrackTest {

    private static final long SECOND = 1_000_000_000L;
    private static final FiveTuple TUPLE = tuple(Protocol.TCP);

    private final Conntrack conntrack = new Conntrack(new ConntrackTable(2));

    private static FiveTuple tuple(Protocol protocol) {
        return new FiveTuple(
                protocol,
                new TransportAddress(IpAddress.parse("10.0.0.1"), 40_000),
                new TransportAddress(IpAddress.parse("10.0.0.2"), 80));
    }

    private Conntrack.Tracked pass(Packet packet, long now) {
        Conntrack.Tracked tracked = conntrack.track(packet, now);
        if (tracked.entry() != null && !tracked.entry().isConfirmed()) {
            conntrack.table().confirm(tracked.entry(), now);
        }
        return tracked;
    }

    private Conntrack.Tracked segment(TcpFlags flags, boolean isReply) {
        return pass(Packet.tcp(isReply ? TUPLE.reply() : TUPLE, flags, 0), 0);
    }

    @Test
    void aResetAsTheOnlyReplyDeletesTheEntry() {
        segment(TcpFlags.SYN, false);

        Conntrack.Tracked reset = segment(TcpFlags.RST, true);

        assertThat(reset.state()).isEqualTo(ConntrackState.ESTABLISHED);
        assertThat(conntrack.table().size()).isZero();
    }

    @Test
    void aClientThatGivesUpBeforeAnAnswerDeletesTheEntryToo() {
        segment(TcpFlags.SYN, false);

        segment(TcpFlags.RST, false);

        assertThat(conntrack.table().size()).isZero();
    }

    @Test
    void aResetOfAnAnsweredConnectionKeepsTheEntryForTenSeconds() {
        segment(TcpFlags.SYN, false);
        segment(TcpFlags.SYN_ACK, true);
        segment(TcpFlags.RST, false);

        assertThat(conntrack.table().find(TUPLE, 9 * SECOND)).isPresent();
        assertThat(conntrack.table().find(TUPLE, 10 * SECOND)).isEmpty();
    }

    /** Either side may open the next connection between the same ports. */
    @Test
    void aSynOfEitherSideReplacesAConnectionInTimeWait() {
        for (boolean reverse : new boolean[] {false, true}) {
            segment(TcpFlags.SYN, false);
            segment(TcpFlags.SYN_ACK, true);
            segment(TcpFlags.ACK, false);
            segment(TcpFlags.FIN_ACK, false);
            segment(TcpFlags.FIN_ACK, true);
            segment(TcpFlags.ACK, false);

            Conntrack.Tracked again = segment(TcpFlags.SYN, reverse);

            assertThat(again.state()).isEqualTo(ConntrackState.NEW);
            assertThat(again.isReply()).isFalse();
            assertThat(conntrack.table().size()).isOne();
            conntrack.table().remove(Objects.requireNonNull(again.entry()));
        }
    }

    @Test
    void anAckWithoutAnEntryIsPickedUp() {
        assertThat(segment(TcpFlags.ACK, false).state()).isEqualTo(ConntrackState.NEW);
        assertThat(segment(TcpFlags.ACK, true).state()).isEqualTo(ConntrackState.ESTABLISHED);
    }

    @Test
    void synAckFinAndResetWithoutAnEntryAreInvalid() {
        assertThat(segment(TcpFlags.SYN_ACK, false).state()).isEqualTo(ConntrackState.INVALID);
        assertThat(segment(TcpFlags.FIN_ACK, false).state()).isEqualTo(ConntrackState.INVALID);
        assertThat(segment(TcpFlags.RST, false).state()).isEqualTo(ConntrackState.INVALID);
    }

    @Test
    void aUdpConnectionLivesThirtySecondsAndAStreamTwoMinutes() {
        FiveTuple udp = tuple(Protocol.UDP);
        pass(Packet.datagram(udp, 10), 0);
        assertThat(conntrack.table().find(udp, 29 * SECOND)).isPresent();

        pass(Packet.datagram(udp.reply(), 10), SECOND);
        assertThat(conntrack.table().find(udp, 30 * SECOND))
                .as("answered, but too young")
                .isPresent();
        pass(Packet.datagram(udp, 10), 3 * SECOND);

        assertThat(conntrack.table().find(udp, 122 * SECOND)).isPresent();
        assertThat(conntrack.table().find(udp, 123 * SECOND)).isEmpty();
    }

    @Test
    void anUnansweredUdpConnectionIsForgottenAfterThirtySeconds() {
        FiveTuple udp = tuple(Protocol.UDP);
        pass(Packet.datagram(udp, 10), 0);

        assertThat(conntrack.table().find(udp, 30 * SECOND)).isEmpty();
    }

    @Test
    void anErrorAboutAKnownConnectionIsRelatedInTheOtherDirection() {
        segment(TcpFlags.SYN, false);
        IcmpError error = new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, TUPLE);

        Conntrack.Tracked tracked = pass(Packet.icmpError(IpAddress.parse("10.0.0.9"), error), 0);

        assertThat(tracked.state()).isEqualTo(ConntrackState.RELATED);
        assertThat(tracked.isReply()).isTrue();
    }

    @Test
    void anErrorAboutNothingKnownIsInvalid() {
        IcmpError error = new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, TUPLE);

        assertThat(pass(Packet.icmpError(IpAddress.parse("10.0.0.9"), error), 0).state())
                .isEqualTo(ConntrackState.INVALID);
    }

    @Test
    void aFullTableHasNoRoomForANewConnectionButKeepsTheOldOnes() {
        pass(Packet.datagram(tuple(Protocol.UDP), 10), 0);
        segment(TcpFlags.SYN, false);
        FiveTuple third = TUPLE.withSource(TUPLE.source().withPort(40_001));

        assertThat(pass(Packet.tcp(third, TcpFlags.SYN, 0), 0)).isEqualTo(Conntrack.Tracked.TABLE_FULL);
        assertThat(segment(TcpFlags.SYN_ACK, true).state()).isEqualTo(ConntrackState.ESTABLISHED);
    }
}
