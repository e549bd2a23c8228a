package io.podpath.azure.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.route.R01_EffectiveRoutesTest;
import io.podpath.azure.route.RouteSources;
import io.podpath.element.Verdict;
import io.podpath.model.Cidr;
import io.podpath.model.Packet;
import io.podpath.trace.Disposition;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: where a virtual network takes a packet; the network is drawn in {@link AksFabric}. */
class V01_VirtualNetworkTest {

    private static AksFabric fabric(String model) {
        return switch (model) {
            case "overlay" -> new AksFabric().overlay();
            case "kubenet" -> new AksFabric().kubenet();
            default -> new AksFabric();
        };
    }

    @ParameterizedTest(name = "{0} ({1})")
    @CsvSource(delimiter = '|', textBlock = """
            name                                   | model   | nic    | from       | to            | ends                  | through
            VM to VM                               | flat    | vm     | 10.1.2.4   | 10.1.2.9      | fw                    | vm aks-vnet fw
            VM to an address nobody has            | flat    | vm     | 10.1.2.4   | 10.1.2.77     | VNET_NO_SUCH_ADDRESS  | vm aks-vnet
            F2 pod to pod on another node          | overlay | node-0 | 10.244.0.5 | 10.244.1.5    | node-1                | node-0 aks-vnet node-1
            F2 pod to pod on another node          | kubenet | node-0 | 10.244.0.5 | 10.244.1.5    | node-1                | node-0 aks-vnet node-1
            F20 node to remote pod                 | overlay | node-0 | 10.1.1.4   | 10.244.1.5    | node-1                | node-0 aks-vnet node-1
            overlay range without node             | overlay | node-0 | 10.244.0.5 | 10.244.9.5    | VNET_NO_SUCH_ADDRESS  | node-0 aks-vnet
            pod source without forwarding          | flat    | node-0 | 10.244.0.5 | 10.244.1.5    | NIC_SOURCE_CHECK      | node-0
            F8 check 8: VM to pod                  | overlay | vm     | 10.1.2.4   | 10.244.1.5    | UDR_NULL_ROUTE        | vm aks-vnet
            F8 VM to pod, no cluster route table   | kubenet | vm     | 10.1.2.4   | 10.244.1.5    | UDR_NULL_ROUTE        | vm aks-vnet
            F8 kubenet from the node subnet        | kubenet | node-1 | 10.1.1.5   | 10.244.0.9    | node-0                | node-1 aks-vnet node-0
            F10 VM in peered VNet to pod           | overlay | peer   | 10.2.0.4   | 10.244.1.5    | UDR_NULL_ROUTE        | peer hub
            F10 VM in peered VNet to pod           | kubenet | peer   | 10.2.0.4   | 10.244.1.5    | UDR_NULL_ROUTE        | peer hub
            peered VM to node                      | flat    | peer   | 10.2.0.4   | 10.1.1.4      | node-0                | peer hub aks-vnet node-0
            F10 peered VM to internal frontend     | flat    | peer   | 10.2.0.4   | 10.1.1.200:80 | node-0                | peer hub aks-vnet lb aks-vnet node-0
            F9 VM to internal frontend             | flat    | vm     | 10.1.2.4   | 10.1.1.200:80 | node-0                | vm aks-vnet lb aks-vnet node-0
            F12 node to VM                         | overlay | node-0 | 10.1.1.4   | 10.1.2.4      | vm                    | node-0 aks-vnet vm
            check 18: no transit through a peer    | flat    | vm     | 10.1.2.4   | 10.3.0.4      | UDR_NULL_ROUTE        | vm aks-vnet
            F17 metadata                           | flat    | node-0 | 10.1.1.4   | 169.254.169.254:80 | platform         | node-0 aks-vnet platform
            F17 metadata from a pod address        | overlay | node-0 | 10.244.0.5 | 169.254.169.254:80 | PLATFORM_FOREIGN_SOURCE | node-0 aks-vnet platform
            F18 Azure DNS                          | flat    | node-0 | 10.1.1.4   | 168.63.129.16:53   | platform         | node-0 aks-vnet platform
            F18 other port of the host             | flat    | node-0 | 10.1.1.4   | 168.63.129.16:81   | PLATFORM_NO_SERVICE | node-0 aks-vnet platform
            F15 node to the internet               | flat    | node-0 | 10.1.1.4   | 192.0.2.1:443 | edge                  | node-0 aks-vnet lb edge
            VM with a public address               | flat    | web    | 10.1.2.10  | 192.0.2.1:443 | edge                  | web aks-vnet edge
            VM without any way out                 | flat    | vm     | 10.1.2.4   | 192.0.2.1:443 | NO_PUBLIC_EGRESS      | vm aks-vnet
            nobody's address on the internet       | flat    | node-0 | 10.1.1.4   | 198.51.100.9  | LEFT_FOR_INTERNET     | node-0 aks-vnet lb edge
            """, useHeadersInDisplayName = true)
    void packetTakesThisWay(
            String name, String model, String nic, String from, String to, String ends, String through) {
        TinyFabric.Walk walk = fabric(model).build().fromVm(nic, Packets.tcp(from, to));

        assertThat(walk.end()).as(name).isEqualTo(ends);
        assertThat(String.join(" ", walk.places())).as(name).isEqualTo(through);
    }

    @Test
    void overlayStepNamesPrefixAndNode() {
        TinyFabric fabric = new AksFabric().overlay().build();
        fabric.fromVm("node-0", Packets.tcp("10.244.0.5", "10.244.1.5:80"));

        assertThat(fabric.context().step(StepKind.OVERLAY_ROUTE).action())
                .isEqualTo("overlay prefix 10.244.1.0/24 belongs to node-1");
    }

    @Test
    void routeStepNamesPrefixOriginTableAndRunnersUp() {
        TinyFabric fabric = new AksFabric().kubenet().build();
        fabric.fromVm("node-0", Packets.tcp("10.244.0.5", "10.244.1.5:80"));

        assertThat(fabric.context().step(StepKind.VNET_ROUTE)).satisfies(step -> {
            assertThat(step.action())
                    .isEqualTo("route 10.244.1.0/24 user aks-subnet-routes/node-1 -> VirtualAppliance 10.1.1.5");
            assertThat(step.findMatchedRule().orElseThrow().where()).isEqualTo("routes of aks-vnet/aks-subnet");
            assertThat(step.considered())
                    .extracting(rule -> rule.rule().text())
                    .containsExactly("10.0.0.0/8 system -> None", "0.0.0.0/0 system -> Internet");
        });
    }

    @Test
    void applianceWithoutForwardingDoesNotAcceptTheDetour() {
        TinyFabric fabric = new AksFabric()
                .vmRoute(R01_EffectiveRoutesTest.user("bad", "10.1.1.0/24", "10.1.2.10"))
                .build();

        assertThat(fabric.fromVm("vm", Packets.tcp("10.1.2.4", "10.1.1.4:80")).end())
                .isEqualTo("NIC_DESTINATION_CHECK");
    }

    @Test
    void nextHopThatNobodyOwnsSwallowsThePacket() {
        TinyFabric fabric = new AksFabric()
                .vmRoute(R01_EffectiveRoutesTest.user("gone", "10.1.1.0/24", "10.1.2.99"))
                .build();

        assertThat(fabric.fromVm("vm", Packets.tcp("10.1.2.4", "10.1.1.4:80")).end())
                .isEqualTo("UDR_NEXT_HOP_MISSING");
    }

    @Test
    void aRouteToAGatewayThatIsNotThereSwallowsThePacket() {
        TinyFabric fabric = new AksFabric()
                .vmRoute(new UserRoute(
                        "on-prem", Cidr.parse("192.168.0.0/16"), NextHopType.VIRTUAL_NETWORK_GATEWAY, null))
                .build();

        assertThat(fabric.fromVm("vm", Packets.tcp("10.1.2.4", "192.168.1.1:80"))
                        .end())
                .isEqualTo("UDR_NEXT_HOP_MISSING");
    }

    @Test
    void whatIsNotModelledIsSaid() {
        TinyFabric fabric = new AksFabric()
                .vmRoute(R01_EffectiveRoutesTest.user("appliances", "10.1.1.0/24", "10.1.1.200"))
                .build();

        assertThat(fabric.fromVm("vm", Packets.tcp("10.1.2.4", "10.1.1.4:80")).last())
                .isInstanceOfSatisfying(
                        Verdict.Drop.class,
                        drop -> assertThat(drop.disposition()).isEqualTo(Disposition.NOT_MODELLED));
    }

    @Test
    void crossingZonesTakesLonger() {
        VirtualNetwork network = network();
        FakeContext context = new FakeContext();

        Verdict crossing = network.process(Packets.tcp("10.0.0.4", "10.0.0.5"), context.at("nic:a"));
        Verdict inside = network.process(Packets.tcp("10.0.0.4", "10.0.0.6"), context.at("nic:a"));

        assertThat(crossing)
                .isInstanceOfSatisfying(
                        Verdict.Forward.class,
                        forward -> assertThat(forward.delayNanos()).isEqualTo(FabricLatency.DEFAULT_CROSS_ZONE_NANOS));
        assertThat(inside)
                .isInstanceOfSatisfying(
                        Verdict.Forward.class,
                        forward -> assertThat(forward.delayNanos()).isEqualTo(FabricLatency.DEFAULT_SAME_ZONE_NANOS));
    }

    private static VirtualNetwork network() {
        return new VirtualNetwork(new VirtualNetworkConfig(
                "v",
                Map.of(
                        "s",
                        EffectiveRoutes.of(
                                new SubnetReference("v", "s"), RouteSources.of(List.of(Cidr.parse("10.0.0.0/24"))))),
                List.of(
                        new NicAttachment("a", "s", List.of(Packets.ip("10.0.0.4")), null, "1"),
                        new NicAttachment("b", "s", List.of(Packets.ip("10.0.0.5")), null, "2"),
                        new NicAttachment("c", "s", List.of(Packets.ip("10.0.0.6")), null, "")),
                List.of(),
                LoadBalancerDoors.NONE,
                FabricLatency.DEFAULT));
    }

    @Test
    void instancePublicAddressIsTranslatedBothWays() {
        TinyFabric fabric = new AksFabric().build();
        Packet request = Packets.tcp("192.0.2.1:5000", "20.0.0.9:80");

        TinyFabric.Walk in = fabric.from("edge", "host:client", request);
        TinyFabric.Walk out = fabric.fromVm("web", Packets.answer(in.packet()));
        TinyFabric.Walk error = fabric.fromVm("web", Packets.portUnreachable(in.packet()));

        assertThat(in.packet().destination()).hasToString("10.1.2.10:80");
        assertThat(out.packet().tuple()).isEqualTo(request.tuple().reply());
        assertThat(error.packet()).hasToString(Packets.portUnreachable(request).toString());
    }
}
