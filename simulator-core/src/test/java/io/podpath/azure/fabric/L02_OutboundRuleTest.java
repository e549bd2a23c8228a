package io.podpath.azure.fabric;

import static io.podpath.azure.Packets.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.model.Fragmentation;
import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.trace.StepKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: outbound rules and their ports; the network is drawn in {@link AksFabric}. */
class L02_OutboundRuleTest {

    private final TinyFabric fabric = new AksFabric().build();

    @Test
    void f15ServerSeesTheOutboundAddressAndTheReplyComesBack() {
        Packet request = Packets.tcp("10.1.1.5:41022", "192.0.2.1:443");

        TinyFabric.Walk out = fabric.fromVm("node-1", request);
        assertThat(out.packet().source()).hasToString("20.0.0.1:2048");
        assertThat(fabric.context().step(StepKind.LB_SNAT).action())
                .isEqualTo("outbound rule aksOutboundRule: ports 2048-3071 of 20.0.0.1 belong to node-1");

        TinyFabric.Walk back = fabric.from("edge", "host:client", Packets.answer(out.packet()));
        assertThat(back.places()).containsExactly("edge", "lb", "aks-vnet", "node-1");
        assertThat(back.packet().tuple()).isEqualTo(request.tuple().reply());
    }

    @Test
    void icmpErrorFromOutsideIsUntranslated() {
        Packet request = Packets.udp("10.1.1.5:41022", "192.0.2.1:53");
        TinyFabric.Walk out = fabric.fromVm("node-1", request);

        TinyFabric.Walk back = fabric.from("edge", "host:client", Packets.portUnreachable(out.packet()));

        assertThat(back.packet()).hasToString(Packets.portUnreachable(request).toString());
    }

    @Test
    void pingIsNotTranslated() {
        assertThat(fabric.fromVm("node-0", Packets.ping("10.1.1.4", "192.0.2.1"))
                        .end())
                .isEqualTo("LB_OUTBOUND_PROTOCOL");
    }

    @Test
    void fragmentsAreDropped() {
        Packet whole = Packets.udp("10.1.1.5:41022", "192.0.2.1:53").withFragmentation(Fragmentation.ALLOWED);

        assertThat(fabric.fromVm("node-1", whole.withFragmentation(Fragmentation.cut(1_500)))
                        .end())
                .isEqualTo("LB_OUTBOUND_FRAGMENTS");
        assertThat(fabric.fromVm("node-1", whole).end()).isNotEqualTo("LB_OUTBOUND_FRAGMENTS");
    }

    @Test
    void icmpErrorOfANodeToAnInternetClientIsDroppedAndTheGapIsNamed() {
        Packet request = Packets.tcp("192.0.2.1:5000", "20.0.0.4:80");
        fabric.from("edge", "host:client", request);
        Packet error =
                Packet.icmpError(ip("10.1.1.4"), new IcmpError(IcmpError.Kind.PORT_UNREACHABLE, request.tuple()));

        assertThat(fabric.fromVm("node-0", error).end()).isEqualTo("LB_OUTBOUND_PROTOCOL");
        assertThat(fabric.context().step(StepKind.LB_SNAT).facts())
                .singleElement()
                .satisfies(fact -> assertThat(fact).contains("GAP-ICMP-THROUGH-LOAD-BALANCER"));
    }

    @Test
    void portsOfInboundRulesAreNotGivenAway() {
        LoadBalancer shared = new LoadBalancer(new LoadBalancerConfig(
                "lb",
                List.of(new Frontend("f", ip("20.0.0.1"), Frontend.Scope.PUBLIC)),
                List.of(LoadBalancingRule.floating("r", Protocol.TCP, Packets.end("20.0.0.1:1026"))),
                List.of(new Backend("a", ip("10.1.1.4"))),
                BackendHealth.ALL_UP,
                List.of(OutboundRule.ofAks(new SnatPortAllocation(List.of(ip("20.0.0.1")), 16)))));
        FakeContext context = new FakeContext().at(LoadBalancer.VNET);

        shared.process(Packets.tcp("10.1.1.4:5000", "192.0.2.1:443"), context);

        assertThat(context.step(StepKind.LB_SNAT).after().source()).hasToString("20.0.0.1:1032");
    }

    @Test
    void packetFromOutsideToAnUnknownPortIsDropped() {
        assertThat(fabric.from("edge", "host:client", Packets.tcp("192.0.2.1:443", "20.0.0.1:2048"))
                        .end())
                .isEqualTo("LB_NO_RULE");
    }

    @Test
    void withoutOutboundRuleNothingLeaves() {
        TinyFabric closed = new AksFabric().outboundPorts(null).build();

        assertThat(closed.fromVm("node-0", Packets.tcp("10.1.1.4", "192.0.2.1:443"))
                        .end())
                .isEqualTo("NO_PUBLIC_EGRESS");
    }

    @Test
    void tcpPortsServeOneConnectionForEachDestination() {
        TinyFabric small = new AksFabric()
                .outboundPorts(new SnatPortAllocation(List.of(ip("20.0.0.1")), 8))
                .build();
        Set<String> sources = new HashSet<>();

        for (int i = 0; i < 8; i++) {
            sources.add(small.fromVm("node-0", Packets.tcp("10.1.1.4:" + (5000 + i), "192.0.2.1:443"))
                    .packet()
                    .source()
                    .toString());
        }

        assertThat(sources).hasSize(8).contains("20.0.0.1:1024", "20.0.0.1:1031");
        assertThat(small.fromVm("node-0", Packets.tcp("10.1.1.4:5008", "192.0.2.1:443"))
                        .end())
                .isEqualTo("SNAT_PORTS_EXHAUSTED");
        assertThat(small.fromVm("node-0", Packets.tcp("10.1.1.4:5008", "192.0.2.1:444"))
                        .end())
                .isEqualTo("edge");
        assertThat(small.fromVm("node-0", Packets.tcp("10.1.1.4:5003", "192.0.2.1:443"))
                        .end())
                .isEqualTo("edge");
    }

    @Test
    void udpPortsServeOneSocketForEachDestinationAddress() {
        TinyFabric small = new AksFabric()
                .outboundPorts(new SnatPortAllocation(List.of(ip("20.0.0.1")), 8))
                .build();

        for (int i = 0; i < 8; i++) {
            String from = "10.1.1.4:" + (5000 + i);
            String first = small.fromVm("node-0", Packets.udp(from, "192.0.2.1:53"))
                    .packet()
                    .source()
                    .toString();
            String second = small.fromVm("node-0", Packets.udp(from, "192.0.2.1:54"))
                    .packet()
                    .source()
                    .toString();
            assertThat(second).isEqualTo(first);
        }

        assertThat(small.fromVm("node-0", Packets.udp("10.1.1.4:5008", "192.0.2.1:55"))
                        .end())
                .isEqualTo("SNAT_PORTS_EXHAUSTED");
    }

    @ParameterizedTest(name = "check 13: {0} backends")
    @CsvSource({
        "1, 1024",
        "50, 1024",
        "51, 512",
        "100, 512",
        "101, 256",
        "200, 256",
        "201, 128",
        "400, 128",
        "401, 64",
        "800, 64",
        "801, 32",
        "1000, 32"
    })
    void check13AutomaticPortsShrinkWithThePool(int poolSize, int ports) {
        assertThat(SnatPortAllocation.automatic(List.of(ip("20.0.0.1")), poolSize)
                        .portsPerBackend())
                .isEqualTo(ports);
    }

    @Test
    void flagOfTheClusterReplacesTheAutomaticNumber() {
        List<IpAddress> addresses = List.of(ip("20.0.0.1"));

        assertThat(SnatPortAllocation.of(addresses, 0, 60).portsPerBackend()).isEqualTo(512);
        assertThat(SnatPortAllocation.of(addresses, 4_000, 60).portsPerBackend())
                .isEqualTo(4_000);
        assertThatThrownBy(() -> SnatPortAllocation.of(addresses, 1_001, 60))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void slicesNeverOverlapAndEndWhenTheAddressesAreUsedUp() {
        SnatPortAllocation allocation = new SnatPortAllocation(List.of(ip("20.0.0.1"), ip("20.0.0.2")), 8_000);
        Set<String> ports = new HashSet<>();

        for (int i = 0; i < 16; i++) {
            SnatPortAllocation.Slice slice = allocation.find(i).orElseThrow();
            for (int port = slice.firstPort(); port < slice.firstPort() + slice.portCount(); port++) {
                assertThat(ports.add(slice.address() + ":" + port)).isTrue();
            }
        }

        assertThat(ports).hasSize(2 * SnatPortAllocation.PORTS_PER_ADDRESS);
        assertThat(allocation.find(8))
                .hasValueSatisfying(slice -> assertThat(slice).hasToString("ports 1024-9023 of 20.0.0.2"));
        assertThat(allocation.find(16)).isEmpty();
    }
}
