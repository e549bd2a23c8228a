package io.podpath.azure.egress;

import static io.podpath.azure.Packets.answer;
import static io.podpath.azure.Packets.ip;
import static io.podpath.azure.Packets.ping;
import static io.podpath.azure.Packets.tcp;
import static io.podpath.azure.Packets.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.element.Verdict;
import io.podpath.model.Fragmentation;
import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import io.podpath.trace.AzureEgressReason;
import io.podpath.trace.Disposition;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A NAT gateway between two machines and servers on the internet.
 *
 * <pre>
 * 10.1.1.4, 10.1.1.5 ---- NAT gateway 20.0.0.30 (and .31) ---- 203.0.113.80, .81
 * </pre>
 */
class G01_NatGatewayTest {

    private final FakeContext context = new FakeContext();
    private final NatGateway gateway = new NatGateway(NatGatewaySpec.of("out", ip("20.0.0.30")));

    private Verdict out(Packet packet) {
        return gateway.process(packet, context.forget().at(NatGateway.VNET));
    }

    private Verdict in(Packet packet) {
        return gateway.process(packet, context.forget().at(NatGateway.INTERNET));
    }

    private static Packet with(Packet packet, TcpFlags flags) {
        return Packet.tcp(packet.tuple(), flags, 0);
    }

    private static Packet sent(Verdict verdict) {
        return ((Verdict.Forward) verdict).packet();
    }

    private static AzureEgressReason reason(Verdict verdict) {
        Verdict.Drop drop = verdict instanceof Verdict.Reply reply ? reply.end() : (Verdict.Drop) verdict;
        return (AzureEgressReason) drop.reason();
    }

    @Test
    void theServerSeesTheGatewayAndTheAnswerComesBack() {
        Packet syn = tcp("10.1.1.4:40000", "203.0.113.80:443");

        Packet outside = sent(out(syn));
        Packet back = sent(in(answer(outside)));

        assertThat(outside.source().address()).isEqualTo(ip("20.0.0.30"));
        assertThat(outside.destination()).isEqualTo(syn.destination());
        assertThat(back.tuple()).isEqualTo(syn.tuple().reply());
    }

    @Test
    void aFlowKeepsItsPort() {
        Packet syn = tcp("10.1.1.4:40000", "203.0.113.80:443");

        assertThat(sent(out(syn)).source())
                .isEqualTo(sent(out(with(syn, TcpFlags.ACK))).source());
    }

    @Test
    void twoFlowsToOneDestinationHaveTwoPorts() {
        assertThat(sent(out(tcp("10.1.1.4:40000", "203.0.113.80:443"))).source())
                .isNotEqualTo(
                        sent(out(tcp("10.1.1.5:40000", "203.0.113.80:443"))).source());
    }

    @Test
    void anotherDestinationMayUseTheSamePort() {
        assertThat(sent(out(tcp("10.1.1.4:40000", "203.0.113.80:443"))).source())
                .isEqualTo(sent(out(tcp("10.1.1.5:40000", "203.0.113.81:443"))).source());
    }

    @Test
    void udpHasPortsOfItsOwn() {
        assertThat(sent(out(tcp("10.1.1.4:40000", "203.0.113.80:53"))).source())
                .isEqualTo(sent(out(udp("10.1.1.4:40000", "203.0.113.80:53"))).source());
    }

    @Test
    void ofSeveralAddressesOneIsPickedForEachFlow() {
        NatGateway two = new NatGateway(NatGatewaySpec.of("out", ip("20.0.0.30"), ip("20.0.0.31")));

        Verdict verdict = two.process(
                tcp("10.1.1.4:40000", "203.0.113.80:443"), context.picking(1).at(NatGateway.VNET));

        assertThat(sent(verdict).source().address()).isEqualTo(ip("20.0.0.31"));
        assertThat(context.questions()).containsExactly("NAT gateway out: which public address");
    }

    @Test
    void nobodyComesInUninvited() {
        assertThat(reason(in(tcp("203.0.113.80:443", "20.0.0.30:1024")))).isEqualTo(AzureEgressReason.NATGW_INBOUND);
    }

    @Test
    void onlyTheServerThatWasCalledMayAnswer() {
        Packet outside = sent(out(udp("10.1.1.4:40000", "203.0.113.80:53")));

        Verdict stranger = in(udp("203.0.113.81:53", outside.source().toString()));

        assertThat(reason(stranger)).isEqualTo(AzureEgressReason.NATGW_INBOUND);
    }

    @Test
    void pingsAndFragmentsAreDropped() {
        Packet cut = udp("10.1.1.4:40000", "203.0.113.80:53")
                .withFragmentation(new Fragmentation(Fragmentation.Rule.ALLOWED, 1_500));

        assertThat(reason(out(ping("10.1.1.4", "203.0.113.80")))).isEqualTo(AzureEgressReason.NATGW_PROTOCOL);
        assertThat(reason(out(cut))).isEqualTo(AzureEgressReason.NATGW_FRAGMENTS);
    }

    @Test
    void afterFourSilentMinutesTheFlowIsGoneAndTheNextPacketIsReset() {
        Packet syn = tcp("10.1.1.4:40000", "203.0.113.80:443");
        in(answer(sent(out(syn))));

        context.after(239);
        assertThat(out(with(syn, TcpFlags.ACK))).isInstanceOf(Verdict.Forward.class);
        context.after(240);
        Verdict late = out(with(syn, TcpFlags.ACK));

        assertThat(late).isInstanceOf(Verdict.Reply.class);
        assertThat(((Verdict.Reply) late).answer().tcpFlags()).isEqualTo(TcpFlags.RST);
        assertThat(reason(late)).isEqualTo(AzureEgressReason.NATGW_NO_FLOW);
    }

    @Test
    void anUnansweredFlowIsForgottenAfterThirtySeconds() {
        Packet outside = sent(out(tcp("10.1.1.4:40000", "203.0.113.80:443")));

        context.after(30);

        assertThat(reason(in(answer(outside)))).isEqualTo(AzureEgressReason.NATGW_NO_FLOW);
    }

    @Test
    void theFiftyThousandAndFirstFlowToOneDestinationFails() {
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            Packet syn = tcp("10.1.1." + (4 + i / 50_000) + ":" + (10_000 + i), "203.0.113.80:443");
            sources.add(sent(out(syn)).source().toString());
        }

        Verdict.Drop full = (Verdict.Drop) out(tcp("10.1.1.5:40000", "203.0.113.80:443"));

        assertThat(sources).hasSize(50_000);
        assertThat(full.disposition()).isEqualTo(Disposition.SNAT_EXHAUSTED);
        assertThat(full.detail()).contains("1 x 50000 flows to 203.0.113.80:443");
        assertThat(out(tcp("10.1.1.5:40000", "203.0.113.81:443"))).isInstanceOf(Verdict.Forward.class);
    }
}
