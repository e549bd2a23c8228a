package io.podpath.azure.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.security.Rules;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Disposition;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: the platform's own addresses. */
class P01_PlatformHostTest {

    private final PlatformHost platform = new PlatformHost(Set.of(Packets.ip("10.1.1.4")));
    private final FakeContext context = new FakeContext();

    private Verdict receive(Packet packet) {
        return platform.process(packet, context.at(PlatformHost.VNET));
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "udp, 10.1.1.4, 168.63.129.16:53, DELIVERED",
        "tcp, 10.1.1.4, 168.63.129.16:53, DELIVERED",
        "tcp, 10.1.1.4, 168.63.129.16:80, DELIVERED",
        "tcp, 10.1.1.4, 168.63.129.16:32526, DELIVERED",
        "udp, 10.1.1.4, 168.63.129.16:80, PLATFORM_NO_SERVICE",
        "tcp, 10.1.1.4, 168.63.129.16:22, PLATFORM_NO_SERVICE",
        "tcp, 10.1.1.4, 169.254.169.254:80, DELIVERED",
        "udp, 10.1.1.4, 169.254.169.254:53, PLATFORM_NO_SERVICE",
        "tcp, 10.244.0.5, 169.254.169.254:80, PLATFORM_FOREIGN_SOURCE",
    })
    void onlyDocumentedPortsAnswer(String transport, String from, String to, String end) {
        Packet packet = transport.equals("udp") ? Packets.udp(from, to) : Packets.tcp(from, to);

        Verdict verdict = receive(packet);

        if (end.equals("DELIVERED")) {
            assertThat(verdict).isEqualTo(new Verdict.Deliver(packet, "platform/" + to));
        } else {
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
                assertThat(drop.reason()).isEqualTo(AzureNetworkReason.valueOf(end));
                assertThat(drop.disposition()).isEqualTo(Disposition.DENIED);
            });
        }
    }

    @Test
    void pingIsNotAnswered() {
        assertThat(receive(Packets.ping("10.1.1.4", "168.63.129.16"))).isInstanceOf(Verdict.Drop.class);
    }

    @Test
    void answersAndProbesLeaveForTheVirtualNetwork() {
        Packet answer = Packets.answer(Packets.udp("10.1.1.4", "168.63.129.16:53"));
        Packet probe = Packets.tcp("168.63.129.16:50000", "10.1.1.4:31080");

        for (Packet packet : new Packet[] {answer, probe}) {
            assertThat(platform.process(packet, context.at(ElementContext.LOCAL)))
                    .isEqualTo(new Verdict.Forward(packet, PlatformHost.VNET));
        }
    }

    @Test
    void replyToAProbeReachesTheProber() {
        Packet probe = Packets.tcp("168.63.129.16:50000", "10.1.1.4:31080");
        Packet reply = Packets.answer(probe);

        assertThat(receive(reply)).isInstanceOf(Verdict.Drop.class);
        platform.process(probe, context.at(ElementContext.LOCAL));

        assertThat(receive(reply)).isEqualTo(new Verdict.Deliver(reply, "platform/168.63.129.16:50000"));
    }

    @Test
    void f20ProbeIsLetInByTheDefaultRuleForTheLoadBalancer() {
        NetworkInterfaceCard node = new NetworkInterfaceCard(
                NicIdentity.of("node-0", Packets.ip("10.1.1.4")),
                null,
                Rules.group("aks-nsg", Rules.tags("10.1.0.0/16")));
        Packet probe = Packets.tcp("168.63.129.16:50000", "10.1.1.4:31080");

        assertThat(node.process(probe, context.at(NetworkInterfaceCard.FABRIC))).isInstanceOf(Verdict.Forward.class);
        assertThat(context.steps().get(0).findMatchedRule().orElseThrow().where())
                .isEqualTo("NSG aks-nsg (subnet aks-vnet/aks-subnet) AllowAzureLoadBalancerInBound 65001");
        assertThat(node.process(Packets.answer(probe), context.at(NetworkInterfaceCard.VM)))
                .isInstanceOf(Verdict.Forward.class);
    }
}
