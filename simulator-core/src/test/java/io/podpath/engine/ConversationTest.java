package io.podpath.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import io.podpath.trace.Disposition;
import io.podpath.trace.FilterReason;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.PacketEvent;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.SocketReason;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client on one side of a link, something that answers, drops or refuses on the other. */
class ConversationTest {

    private static final long LATENCY_NANOS = 1_000;
    private static final long SECOND = SimulationClock.NANOS_PER_SECOND;
    private static final FiveTuple TUPLE = new FiveTuple(
            Protocol.TCP,
            new TransportAddress(IpAddress.parse("10.0.0.1"), 40_000),
            new TransportAddress(IpAddress.parse("10.0.0.2"), 80));

    private static final Element SERVER = side("a", packet -> new Verdict.Deliver(packet, "server"));

    /** Delivers what comes in, sends on what its own process sends. */
    private static Element side(String out, Function<Packet, Verdict> received) {
        return (packet, context) -> context.inInterface().equals(ElementContext.LOCAL)
                ? new Verdict.Forward(packet, out)
                : received.apply(packet);
    }

    private static Flow talk(Element server, Script script) {
        Topology.Builder topology = new Topology.Builder();
        Element client = side("b", packet -> new Verdict.Deliver(packet, "client"));
        topology.add(new TopologyNode("client", "host", elements -> client));
        topology.add(new TopologyNode("server", "host", elements -> server));
        topology.link(new LinkEnd("client", "b"), new LinkEnd("server", "a"), LATENCY_NANOS);
        Simulation simulation = new Simulation(topology.build(), new SeededChoices(1));
        Conversation conversation = new Conversation(simulation, "client", script, () -> {}, Conversation.Detail.STEPS);
        conversation.start();
        simulation.run();
        return conversation.flow();
    }

    private static TcpScript tcp() {
        return new TcpScript(TUPLE, RetransmissionSchedule.LINUX_6_5);
    }

    private static Element dropping() {
        return side("a", packet -> new Verdict.Drop(packet, Disposition.DENIED, FilterReason.IPTABLES_DROP, "dropped"));
    }

    private static Element answering(Function<Packet, Packet> answer) {
        return side(
                "a",
                packet -> new Verdict.Reply(
                        answer.apply(packet),
                        new Verdict.Drop(packet, Disposition.REJECTED, SocketReason.SOCKET_CLOSED, "refused")));
    }

    @Test
    void aConnectionShakesHandsExchangesAndCloses() {
        Flow flow = talk(SERVER, tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(flow.conversation())
                .extracting(PacketEvent::label)
                .containsExactly("SYN", "SYN-ACK", "ACK", "request", "answer", "FIN", "FIN", "ACK");
        assertThat(flow.findRoundTripNanos()).contains(2 * LATENCY_NANOS);
        assertThat(flow.duration().lengthNanos()).isEqualTo(4 * LATENCY_NANOS);
    }

    @Test
    void aSilentDropTimesOutAfterElevenAttempts() {
        Flow flow = talk(dropping(), tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(flow.duration().lengthNanos()).isEqualTo(131 * SECOND);
        assertThat(flow.conversation())
                .extracting(event -> event.duration().startNanos() / SECOND)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 35L, 67L);
        assertThat(flow.conversation()).extracting(PacketEvent::label).contains("SYN", "SYN (try 11)");
        assertThat(flow.findReply()).isEmpty();
    }

    @Test
    void anOldKernelDoublesFromTheStart() {
        Flow flow = talk(dropping(), new TcpScript(TUPLE, RetransmissionSchedule.LINUX_5));

        assertThat(flow.duration().lengthNanos()).isEqualTo(127 * SECOND);
        assertThat(flow.conversation())
                .extracting(event -> event.duration().startNanos() / SECOND)
                .containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L);
    }

    @Test
    void aResetRefusesAtOnce() {
        Flow flow = talk(answering(packet -> Packet.tcp(packet.tuple().reply(), TcpFlags.RST, 0)), tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(flow.duration().lengthNanos()).isEqualTo(2 * LATENCY_NANOS);
        assertThat(flow.conversation()).extracting(PacketEvent::label).containsExactly("SYN", "RST");
    }

    @Test
    void aPortUnreachableRefusesAtOnce() {
        Flow flow = talk(answering(error(IcmpError.Kind.PORT_UNREACHABLE)), tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(flow.conversation()).extracting(PacketEvent::label).containsExactly("SYN", "ICMP port unreachable");
    }

    /** Seen on Linux 6.18, whichever machine on the way sent the error: connect() fails after one SYN. */
    @ParameterizedTest
    @EnumSource(
            value = IcmpError.Kind.class,
            names = {
                "NETWORK_UNREACHABLE",
                "HOST_UNREACHABLE",
                "PROTOCOL_UNREACHABLE",
                "ADMINISTRATIVELY_PROHIBITED",
                "TIME_EXCEEDED"
            })
    void everyIcmpErrorEndsAHandshakeAtOnce(IcmpError.Kind kind) {
        Flow flow = talk(answering(error(kind)), tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(flow.conversation()).hasSize(2);
    }

    @Test
    void fragmentationNeededDoesNotEndAHandshake() {
        Flow flow = talk(answering(error(IcmpError.Kind.FRAGMENTATION_NEEDED)), tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(flow.conversation()).hasSize(22);
    }

    private static Function<Packet, Packet> error(IcmpError.Kind kind) {
        return packet -> Packet.icmpError(packet.destination().address(), new IcmpError(kind, packet.tuple()));
    }

    @Test
    void aReplyThatIsLostMakesItOneWay() {
        Element oneWay = (packet, context) -> context.inInterface().equals(ElementContext.LOCAL)
                ? new Verdict.Drop(packet, Disposition.DENIED, RoutingReason.ROUTE_RP_FILTER, "lost")
                : new Verdict.Deliver(packet, "server");

        Flow flow = talk(oneWay, tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.ONE_WAY);
        assertThat(flow.findReply().orElseThrow().disposition()).isEqualTo(Disposition.DENIED);
    }

    @Test
    void aUdpRequestIsRepeatedOnceAndGivenUpAfterTenSeconds() {
        FiveTuple udp = new FiveTuple(Protocol.UDP, TUPLE.source(), TUPLE.destination());

        Flow answered = talk(SERVER, new DatagramScript(udp));
        Flow lost = talk(dropping(), new DatagramScript(udp));

        assertThat(answered.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(answered.conversation()).extracting(PacketEvent::label).containsExactly("request", "answer");
        assertThat(lost.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(lost.conversation()).extracting(PacketEvent::label).containsExactly("request", "request (try 2)");
        assertThat(lost.duration().lengthNanos()).isEqualTo(10 * SECOND);
    }

    /** Seen on Linux 6.18 with a connected socket and REJECT: of an unreachable host it is not told. */
    @Test
    void aUdpClientIsToldOfAClosedPortButNotOfAnUnreachableHost() {
        FiveTuple udp = new FiveTuple(Protocol.UDP, TUPLE.source(), TUPLE.destination());

        Flow closed = talk(answering(error(IcmpError.Kind.PORT_UNREACHABLE)), new DatagramScript(udp));
        Flow unreachable = talk(answering(error(IcmpError.Kind.HOST_UNREACHABLE)), new DatagramScript(udp));

        assertThat(closed.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(unreachable.outcome()).isEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void anythingTheModelCannotTellLeavesItUndecided() {
        Flow flow = talk(
                side(
                        "a",
                        packet -> new Verdict.Drop(
                                packet, Disposition.EXITS_MODEL, SocketReason.LEFT_FOR_INTERNET, "gone")),
                tcp());

        assertThat(flow.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(flow.conversation())
                .extracting(event -> event.end().element())
                .isEqualTo(List.of("server"));
    }
}
