package io.podpath.azure.fabric;

import static io.podpath.azure.Packets.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.SocketReason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Feature: who gets a packet on the internet. */
class I01_InternetEdgeTest {

    private final InternetEdge edge = new InternetEdge(
            Map.of(
                    ip("192.0.2.1"), InternetEdge.hostInterface("client"),
                    ip("192.0.2.2"), InternetEdge.hostInterface("server"),
                    ip("20.0.0.4"), InternetEdge.loadBalancerInterface("kubernetes")),
            new FabricLatency(1, 2, 3));
    private final FakeContext context = new FakeContext();

    private Verdict route(String from, Packet packet) {
        return edge.process(packet, context.at(from));
    }

    @Test
    void hostsAreFarAwayAndAzureIsNear() {
        Packet toHost = Packets.tcp("20.0.0.4:80", "192.0.2.1:5000");
        Packet toFrontend = Packets.tcp("192.0.2.1:5000", "20.0.0.4:80");

        assertThat(route("lb:kubernetes", toHost)).isEqualTo(new Verdict.Forward(toHost, "host:client", 3));
        assertThat(route("host:client", toFrontend)).isEqualTo(new Verdict.Forward(toFrontend, "lb:kubernetes", 3));
        assertThat(route("vnet:aks-vnet", toFrontend)).isEqualTo(new Verdict.Forward(toFrontend, "lb:kubernetes", 1));
    }

    @Test
    void publicAddressNobodyDeclaredLeavesTheModel() {
        assertThat(route("lb:kubernetes", Packets.tcp("20.0.0.1", "198.51.100.1:443")))
                .isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
                    assertThat(drop.disposition()).isEqualTo(Disposition.EXITS_MODEL);
                    assertThat(drop.reason()).isEqualTo(SocketReason.LEFT_FOR_INTERNET);
                });
    }

    @Test
    void privateAddressIsNotRouted() {
        assertThat(route("host:client", Packets.tcp("192.0.2.1", "10.1.1.4:80")))
                .isInstanceOfSatisfying(Verdict.Drop.class, drop -> {
                    assertThat(drop.disposition()).isEqualTo(Disposition.NO_ROUTE);
                    assertThat(drop.reason()).isEqualTo(RoutingReason.ROUTE_NONE);
                });
    }
}
