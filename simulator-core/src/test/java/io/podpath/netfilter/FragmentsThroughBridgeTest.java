package io.podpath.netfilter;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Bridge;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.FiveTuple;
import io.podpath.model.Fragmentation;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Frames that do not fit a bridge whose traffic crosses the rules.
 *
 * <pre>
 * 10.244.0.2 -- veth1 [cbr0 10.244.0.1 mtu 1400] veth2 -- 10.244.0.3
 * </pre>
 */
class FragmentsThroughBridgeTest {

    private static final String TRACKS = "filter FORWARD -m conntrack --ctstate INVALID -j DROP";
    private static final String WHOLE_ONLY = "filter FORWARD -m length ! --length 2028 -j DROP";

    private static NamespaceRun bridge() {
        return NamespaceRun.of("cbr0 10.244.0.1/24 mtu=1400", "eth0 10.1.0.1/24 mtu=3000")
                .bridge(
                        "cbr0",
                        Cidr.parse("10.244.0.0/24"),
                        ports("10.244.0.2", "10.244.0.3"),
                        Bridge.Hairpin.PORT_MODE);
    }

    private static Map<IpAddress, String> ports(String one, String two) {
        return Map.of(IpAddress.parse(one), "veth1", IpAddress.parse(two), "veth2");
    }

    private static Packet udp(String from, String to, int payloadBytes, Fragmentation fragmentation) {
        TransportAddress source = new TransportAddress(IpAddress.parse(from), 40_000);
        TransportAddress destination = new TransportAddress(IpAddress.parse(to), 53);
        return Packet.datagram(new FiveTuple(Protocol.UDP, source, destination), payloadBytes)
                .withFragmentation(fragmentation);
    }

    private static Packet toNeighbour(int payloadBytes, Fragmentation fragmentation) {
        return udp("10.244.0.2", "10.244.0.3", payloadBytes, fragmentation);
    }

    private static List<String> cuts(NamespaceRun run) {
        return run.steps().stream()
                .filter(step -> step.kind() == StepKind.FRAGMENTS)
                .map(Step::action)
                .toList();
    }

    private static Packet forwarded(Verdict verdict, String port) {
        assertThat(verdict).isInstanceOf(Verdict.Forward.class);
        assertThat(((Verdict.Forward) verdict).outInterface()).isEqualTo(port);
        return ((Verdict.Forward) verdict).packet();
    }

    @Test
    void fragmentsArePutTogetherForTheRulesAndCutAgainNoLargerThanTheyCame() {
        NamespaceRun run = bridge().rule(TRACKS).rule(WHOLE_ONLY);

        Packet out = forwarded(run.receive("veth1", toNeighbour(2_000, Fragmentation.cut(1_300))), "veth2");

        assertThat(out.ttlHops()).isEqualTo(64);
        assertThat(cuts(run))
                .containsExactly(
                        "2 fragments are put together before conntrack",
                        "leaves cbr0 in 2 fragments of at most 1300 bytes");
    }

    @Test
    void aWholePacketWithoutDfIsCutByTheBridge() {
        NamespaceRun run = bridge().rule(TRACKS);

        forwarded(run.receive("veth1", toNeighbour(2_000, Fragmentation.ALLOWED)), "veth2");

        assertThat(cuts(run)).containsExactly("leaves cbr0 in 2 fragments of at most 1396 bytes");
    }

    @Test
    void aPacketWithDfIsDroppedAfterTheRulesAndNobodyIsTold() {
        NamespaceRun run = bridge().rule(TRACKS).rule(WHOLE_ONLY);

        Verdict.Drop end = (Verdict.Drop) run.receive("veth1", toNeighbour(2_000, Fragmentation.FORBIDDEN));

        assertThat(end.disposition()).isEqualTo(Disposition.MTU_EXCEEDED);
        assertThat(end.reason()).isEqualTo(RoutingReason.BRIDGE_MTU);
        assertThat(end.detail()).isEqualTo("2028 bytes do not fit cbr0");
    }

    /** Linux cuts what it put together no smaller than it came; alone, each fragment would have been cut. */
    @Test
    void fragmentsLargerThanTheBridgeAreLostOnceTheyArePutTogether() {
        Packet cut = toNeighbour(5_000, Fragmentation.cut(2_996));

        Verdict.Drop end = (Verdict.Drop) bridge().rule(TRACKS).receive("veth1", cut);
        assertThat(end.reason()).isEqualTo(RoutingReason.BRIDGE_MTU);

        NamespaceRun withoutRules = bridge();
        forwarded(withoutRules.receive("veth1", cut), "veth2");
        assertThat(cuts(withoutRules)).containsExactly("leaves cbr0 in 5 fragments of at most 1396 bytes");
    }

    @Test
    void anIpv6SenderIsTold() {
        NamespaceRun run = NamespaceRun.of("cbr0 10.244.0.1/24 mtu=1400")
                .bridge("cbr0", Cidr.parse("fd00:1::/64"), ports("fd00:1::2", "fd00:1::3"), Bridge.Hairpin.PORT_MODE);
        Packet whole = udp("fd00:1::2", "fd00:1::3", 2_000, Fragmentation.ALLOWED);

        Verdict.Reply reply = (Verdict.Reply) run.receive("veth1", whole);

        assertThat(reply.end().reason()).isEqualTo(RoutingReason.BRIDGE_MTU);
        assertThat(reply.answer().findIcmpError()).contains(IcmpError.fragmentationNeeded(whole.tuple(), 1_400));
    }

    @Test
    void whatIsRoutedOntoTheBridgeIsCutForTheBridge() {
        NamespaceRun run = bridge();

        forwarded(run.receive("eth0", udp("10.1.0.9", "10.244.0.3", 2_000, Fragmentation.ALLOWED)), "veth2");

        assertThat(cuts(run)).containsExactly("leaves cbr0 in 2 fragments of at most 1396 bytes");
    }
}
