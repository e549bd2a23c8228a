package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Verdict;
import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.Fragmentation;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Packets that do not fit the next link.
 *
 * <pre>
 * 10.1.0.9 -- eth0 10.1.0.1 mtu 3000 [router, 10.9.0.1 means 10.2.0.2] 10.2.0.1 mtu 1400 eth1 -- 10.2.0.2
 * </pre>
 */
class FragmentsThroughNamespaceTest {

    private static final Packet CALL = udp("10.1.0.9", "10.9.0.1", 2_000);

    private static Packet udp(String from, String to, int payloadBytes) {
        TransportAddress source = new TransportAddress(IpAddress.parse(from), 40_000);
        return Packet.datagram(
                new FiveTuple(Protocol.UDP, source, new TransportAddress(IpAddress.parse(to), 53)), payloadBytes);
    }

    private static Packet mayBeCut(Packet packet) {
        return packet.withFragmentation(Fragmentation.ALLOWED);
    }

    private static Packet inPieces(Packet packet, int largestBytes) {
        return packet.withFragmentation(Fragmentation.cut(largestBytes));
    }

    private static NamespaceRun plainRouter() {
        return NamespaceRun.of("eth0 10.1.0.1/24 mtu=3000", "eth1 10.2.0.1/24 mtu=1400")
                .route("10.9.0.0/24 eth1")
                .listen(53);
    }

    private static NamespaceRun router() {
        return plainRouter()
                .rule("nat PREROUTING -d 10.9.0.1/32 -j DNAT --to-destination 10.2.0.2")
                .rule("nat POSTROUTING -o eth1 -j MASQUERADE")
                .rule("filter FORWARD -m length --length 2028 -j ACCEPT")
                .rule("filter FORWARD -m length --length 5028 -j ACCEPT")
                .rule("filter FORWARD -j DROP");
    }

    private static Packet forwarded(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Forward.class);
        return ((Verdict.Forward) verdict).packet();
    }

    private static List<String> cuts(NamespaceRun run) {
        return run.steps().stream()
                .filter(step -> step.kind() == StepKind.FRAGMENTS)
                .map(Step::action)
                .toList();
    }

    @Test
    void whatMustNotBeCutIsReportedWithTheMtuUnderTheAddressTheClientCalled() {
        NamespaceRun run = router();

        Verdict verdict = run.receive("eth0", CALL);
        Packet error = forwarded(run.send(((Verdict.Reply) verdict).answer()));

        assertThat(error.tuple().source().address()).isEqualTo(IpAddress.parse("10.9.0.1"));
        assertThat(error.findIcmpError()).contains(IcmpError.fragmentationNeeded(CALL.tuple(), 1_400));
    }

    @Test
    void whatMayBeCutPassesTheRulesWholeAndLeavesInFragments() {
        NamespaceRun run = router();

        Packet out = forwarded(run.receive("eth0", mayBeCut(CALL)));

        assertThat(out.lengthBytes()).isEqualTo(2_028);
        assertThat(out.ttlHops()).isEqualTo(63);
        assertThat(out.destination().address()).isEqualTo(IpAddress.parse("10.2.0.2"));
        assertThat(out.fragmentation()).isEqualTo(Fragmentation.cut(1_396));
        assertThat(cuts(run)).containsExactly("leaves eth1 in 2 fragments of at most 1396 bytes");
    }

    @Test
    void fragmentsArePutTogetherBeforeConntrackAndCutAgain() {
        NamespaceRun run = router();

        Packet out = forwarded(run.receive("eth0", inPieces(udp("10.1.0.9", "10.9.0.1", 5_000), 2_996)));

        assertThat(out.lengthBytes()).isEqualTo(5_028);
        assertThat(cuts(run))
                .containsExactly(
                        "2 fragments are put together before conntrack",
                        "leaves eth1 in 4 fragments of at most 1396 bytes");
    }

    /** Linux remembers how large the largest was ({@code frag_max_size}) and makes none larger. */
    @Test
    void fragmentsLeaveNoLargerThanTheyCameEvenIfTheWholeWouldFit() {
        NamespaceRun run = router();

        forwarded(run.receive("eth1", inPieces(udp("10.2.0.2", "10.1.0.9", 2_000), 1_396)));

        assertThat(cuts(run)).contains("leaves eth0 in 2 fragments of at most 1396 bytes");
    }

    @Test
    void aRouterWithoutRulesPassesEachFragmentByItself() {
        NamespaceRun run = plainRouter();

        Packet out = forwarded(run.receive("eth0", inPieces(udp("10.1.0.9", "10.2.0.2", 5_000), 2_996)));

        assertThat(cuts(run)).containsExactly("leaves eth1 in 5 fragments of at most 1396 bytes");
        assertThat(out.fragmentation()).isEqualTo(Fragmentation.cut(1_396));
    }

    @Test
    void aHostWithoutRulesPutsFragmentsTogetherForItsSocket() {
        NamespaceRun run = plainRouter();

        Verdict verdict = run.receive("eth0", inPieces(udp("10.1.0.9", "10.1.0.1", 5_000), 2_996));

        assertThat(((Verdict.Deliver) verdict).packet().fragmentation()).isEqualTo(Fragmentation.ALLOWED);
        assertThat(cuts(run)).containsExactly("2 fragments are put together for this host");
    }

    @Test
    void aProcessMaySendMoreThanItsLinkTakesUnlessItForbidsFragments() {
        NamespaceRun run = router();
        Packet large = udp("10.1.0.1", "10.1.0.9", 5_000);

        Packet out = forwarded(run.send(mayBeCut(large)));
        assertThat(cuts(run)).containsExactly("leaves eth0 in 2 fragments of at most 2996 bytes");
        assertThat(out.lengthBytes()).isEqualTo(5_028);

        Verdict.Drop refused = (Verdict.Drop) run.send(large);
        assertThat(refused.disposition()).isEqualTo(Disposition.MTU_EXCEEDED);
        assertThat(refused.reason()).isEqualTo(RoutingReason.ROUTE_MTU);
        assertThat(refused.detail()).isEqualTo("EMSGSIZE, message too long: 5028 bytes do not fit eth0");
    }

    @Test
    void tcpCutsItsSegmentsToSizeItself() {
        FiveTuple tuple = new FiveTuple(
                Protocol.TCP, CALL.source(), new TransportAddress(CALL.source().address(), 80));
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24 mtu=576");

        assertThat(run.send(Packet.tcp(tuple, TcpFlags.ACK, 1_000))).isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void anEchoReplyOfTheKernelMayBeCut() {
        FiveTuple tuple = FiveTuple.echo(IpAddress.parse("10.2.0.2"), IpAddress.parse("10.1.0.9"), 7);
        NamespaceRun run = NamespaceRun.of("eth0 10.1.0.1/24 mtu=1400", "eth1 10.2.0.1/24 mtu=3000");

        forwarded(run.receive("eth1", Packet.echo(tuple, EchoType.REPLY, 2_000)));

        assertThat(cuts(run)).containsExactly("leaves eth0 in 2 fragments of at most 1396 bytes");
    }

    @Test
    void anIpv6RouterCutsNothing() {
        TransportAddress from = new TransportAddress(IpAddress.parse("fd00:1::9"), 40_000);
        TransportAddress to = new TransportAddress(IpAddress.parse("fd00:2::2"), 53);
        Packet packet = Packet.datagram(new FiveTuple(Protocol.UDP, from, to), 2_000);
        NamespaceRun run = plainRouter().route("fd00:1::/64 eth0").route("fd00:2::/64 eth1");

        Verdict whole = run.receive("eth0", mayBeCut(packet));
        assertThat(((Verdict.Reply) whole).end().disposition()).isEqualTo(Disposition.MTU_EXCEEDED);

        assertThat(run.receive("eth0", inPieces(packet, 1_280))).isInstanceOf(Verdict.Forward.class);
    }

    /** The rules are passed whole; nobody says "fragmentation needed" to the machine's own process but the machine. */
    @Test
    void aSenderWhoseCallTurnsTowardsASmallerLinkIsToldAfterPostrouting() {
        NamespaceRun run = sender();
        Packet call = udp("10.1.0.1", "10.9.0.1", 2_000).withFragmentation(Fragmentation.FORBIDDEN);

        Verdict.Reply refused = (Verdict.Reply) run.open(call).send(call);

        assertThat(refused.end().disposition()).isEqualTo(Disposition.MTU_EXCEEDED);
        assertThat(refused.end().detail()).isEqualTo("EMSGSIZE, message too long: 2028 bytes do not fit eth1");
        Verdict.Deliver told = (Verdict.Deliver) run.send(refused.answer());
        assertThat(told.packet().tuple().source().address()).isEqualTo(IpAddress.parse("10.9.0.1"));
        assertThat(told.packet().findIcmpError()).contains(IcmpError.fragmentationNeeded(call.tuple(), 1_400));
    }

    @Test
    void aSocketThatAsksForNothingHasItsCallCutForTheSmallerLink() {
        NamespaceRun run = sender();
        Packet call = udp("10.1.0.1", "10.9.0.1", 2_000).withFragmentation(Fragmentation.FORBIDDEN_TO_ROUTERS);

        Packet out = forwarded(run.send(call));

        assertThat(out.fragmentation()).isEqualTo(Fragmentation.cut(1_396));
        assertThat(cuts(run)).containsExactly("leaves eth1 in 2 fragments of at most 1396 bytes");
    }

    @Test
    void aSocketThatAsksForNothingForbidsRoutersWhatFitsItsOwnLink() {
        Packet small = udp("10.1.0.1", "10.1.0.9", 2_000).withFragmentation(Fragmentation.FORBIDDEN_TO_ROUTERS);
        Packet large = udp("10.1.0.1", "10.1.0.9", 5_000).withFragmentation(Fragmentation.FORBIDDEN_TO_ROUTERS);

        assertThat(forwarded(router().send(small)).fragmentation()).isEqualTo(Fragmentation.FORBIDDEN);
        assertThat(forwarded(router().send(large)).fragmentation()).isEqualTo(Fragmentation.cut(2_996));
    }

    private static NamespaceRun sender() {
        return NamespaceRun.of("eth0 10.1.0.1/24 mtu=3000", "eth1 10.2.0.1/24 mtu=1400")
                .route("10.9.0.0/24 eth0")
                .rule("nat OUTPUT -d 10.9.0.1/32 -j DNAT --to-destination 10.2.0.2")
                .rule("nat POSTROUTING -o eth1 -j MASQUERADE")
                .rule("filter OUTPUT -p icmp -m conntrack --ctstate RELATED -j ACCEPT");
    }
}
