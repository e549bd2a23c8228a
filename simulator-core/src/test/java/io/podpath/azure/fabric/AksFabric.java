package io.podpath.azure.fabric;

import static io.podpath.azure.Packets.end;
import static io.podpath.azure.Packets.ip;

import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.route.PeeredNetwork;
import io.podpath.azure.route.R01_EffectiveRoutesTest;
import io.podpath.azure.route.RouteSources;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cluster's surroundings for tests.
 *
 * <pre>
 * internet: client 192.0.2.1 ---- edge ---- lb "kubernetes": public 20.0.0.4:80, outbound 20.0.0.1
 *                                  |                          internal 10.1.1.200:80 (and :81 without floating IP)
 * aks-vnet 10.1.0.0/16 -------------
 *   aks-subnet 10.1.1.0/24: node-0 .4 (zone 1), node-1 .5 (zone 2)
 *   vms        10.1.2.0/24: vm .4, fw .9 (IP forwarding), web .10 (public 20.0.0.9)
 * hub 10.2.0.0/16: peer 10.2.0.4, peered with aks-vnet
 * </pre>
 */
final class AksFabric {

    static final Set<IpAddress> FRONTENDS = Set.of(ip("20.0.0.4"), ip("10.1.1.200"));

    private static final List<Cidr> AKS_RANGE = List.of(Cidr.parse("10.1.0.0/16"));
    private static final List<Cidr> HUB_RANGE = List.of(Cidr.parse("10.2.0.0/16"));

    private final List<UserRoute> clusterRoutes = new ArrayList<>();
    private final List<UserRoute> vmRoutes = new ArrayList<>();
    private final List<OverlayDomain> overlays = new ArrayList<>();
    private BackendHealth health = BackendHealth.ALL_UP;
    private @Nullable SnatPortAllocation outboundPorts = SnatPortAllocation.automatic(List.of(ip("20.0.0.1")), 2);
    private boolean forwardingNodes;

    static final OverlayDomain OVERLAY = new OverlayDomain(
            "aks",
            Cidr.parse("10.244.0.0/16"),
            Map.of("node-0", Cidr.parse("10.244.0.0/24"), "node-1", Cidr.parse("10.244.1.0/24")));

    AksFabric overlay() {
        overlays.add(OVERLAY);
        return this;
    }

    /** Kubenet: routes to the pod prefixes on the cluster's subnet, and nodes that forward. */
    AksFabric kubenet() {
        forwardingNodes = true;
        return clusterRoute("node-0", "10.244.0.0/24", "10.1.1.4").clusterRoute("node-1", "10.244.1.0/24", "10.1.1.5");
    }

    AksFabric clusterRoute(String name, String prefix, String nextHop) {
        clusterRoutes.add(R01_EffectiveRoutesTest.user(name, prefix, nextHop));
        return this;
    }

    AksFabric vmRoute(UserRoute route) {
        vmRoutes.add(route);
        return this;
    }

    AksFabric health(BackendHealth newHealth) {
        health = newHealth;
        return this;
    }

    AksFabric outboundPorts(@Nullable SnatPortAllocation ports) {
        outboundPorts = ports;
        return this;
    }

    static LoadBalancingRule webRule() {
        return LoadBalancingRule.floating("web-80", Protocol.TCP, end("20.0.0.4:80"));
    }

    private LoadBalancer loadBalancer() {
        return new LoadBalancer(new LoadBalancerConfig(
                "kubernetes",
                List.of(
                        new Frontend("web", ip("20.0.0.4"), Frontend.Scope.PUBLIC),
                        new Frontend("outbound", ip("20.0.0.1"), Frontend.Scope.PUBLIC),
                        new Frontend("internal", ip("10.1.1.200"), Frontend.Scope.INTERNAL)),
                List.of(
                        webRule(),
                        LoadBalancingRule.floating("int-80", Protocol.TCP, end("10.1.1.200:80")),
                        LoadBalancingRule.translating("int-81", Protocol.TCP, end("10.1.1.200:81"), 31_081)),
                List.of(new Backend("node-0", ip("10.1.1.4")), new Backend("node-1", ip("10.1.1.5"))),
                health,
                outboundPorts == null ? List.of() : List.of(OutboundRule.ofAks(outboundPorts))));
    }

    TinyFabric build() {
        TinyFabric fabric = new TinyFabric();
        LoadBalancer loadBalancer = loadBalancer();
        Map<String, List<Cidr>> peers = Map.of("hub", HUB_RANGE);
        fabric.add(
                "aks-vnet",
                new VirtualNetwork(new VirtualNetworkConfig(
                        "aks-vnet",
                        Map.of(
                                "aks-subnet", routes("aks-vnet", "aks-subnet", AKS_RANGE, peers, clusterRoutes),
                                "vms", routes("aks-vnet", "vms", AKS_RANGE, peers, vmRoutes)),
                        List.of(
                                new NicAttachment("node-0", "aks-subnet", List.of(ip("10.1.1.4")), null, "1"),
                                new NicAttachment("node-1", "aks-subnet", List.of(ip("10.1.1.5")), null, "2"),
                                NicAttachment.of("vm", "vms", ip("10.1.2.4")),
                                NicAttachment.of("fw", "vms", ip("10.1.2.9")),
                                new NicAttachment("web", "vms", List.of(ip("10.1.2.10")), ip("20.0.0.9"), "")),
                        overlays,
                        LoadBalancerDoors.of("kubernetes", loadBalancer),
                        FabricLatency.DEFAULT)));
        fabric.add(
                "hub",
                new VirtualNetwork(new VirtualNetworkConfig(
                        "hub",
                        Map.of("peers", routes("hub", "peers", HUB_RANGE, Map.of("aks-vnet", AKS_RANGE), List.of())),
                        List.of(NicAttachment.of("peer", "peers", ip("10.2.0.4"))),
                        List.of(),
                        LoadBalancerDoors.NONE,
                        FabricLatency.DEFAULT)));
        addNics(fabric);
        return fabric.add("lb", loadBalancer)
                .add(
                        "edge",
                        new InternetEdge(
                                Map.of(
                                        ip("192.0.2.1"),
                                        InternetEdge.hostInterface("client"),
                                        ip("20.0.0.4"),
                                        InternetEdge.loadBalancerInterface("kubernetes"),
                                        ip("20.0.0.1"),
                                        InternetEdge.loadBalancerInterface("kubernetes"),
                                        ip("20.0.0.9"),
                                        InternetEdge.vnetInterface("aks-vnet")),
                                FabricLatency.DEFAULT))
                .add("platform", new PlatformHost(Set.of(ip("10.1.1.4"), ip("10.1.1.5"), ip("10.1.2.4"))))
                .link("lb/vnet", "aks-vnet/lb:kubernetes")
                .link("lb/internet", "edge/lb:kubernetes")
                .link("edge/vnet:aks-vnet", "aks-vnet/internet")
                .link("platform/vnet", "aks-vnet/platform")
                .link("hub/peering:aks-vnet", "aks-vnet/peering:hub");
    }

    private void addNics(TinyFabric fabric) {
        addNode(fabric, "node-0", "10.1.1.4");
        addNode(fabric, "node-1", "10.1.1.5");
        addNic(fabric, "aks-vnet", NicIdentity.of("vm", ip("10.1.2.4")));
        addNic(fabric, "aks-vnet", NicIdentity.of("fw", ip("10.1.2.9")).withIpForwarding());
        addNic(fabric, "aks-vnet", NicIdentity.of("web", ip("10.1.2.10")));
        addNic(fabric, "hub", NicIdentity.of("peer", ip("10.2.0.4")));
    }

    private void addNode(TinyFabric fabric, String name, String address) {
        NicIdentity identity = NicIdentity.of(name, ip(address)).withFrontends(FRONTENDS);
        if (!overlays.isEmpty()) {
            identity =
                    identity.withOverlayPrefixes(List.of(OVERLAY.prefixByNic().getOrDefault(name, OVERLAY.podCidr())));
        }
        addNic(fabric, "aks-vnet", forwardingNodes ? identity.withIpForwarding() : identity);
    }

    private static void addNic(TinyFabric fabric, String network, NicIdentity identity) {
        fabric.nic(network, identity, new NetworkInterfaceCard(identity, null, null));
    }

    private static EffectiveRoutes routes(
            String network, String subnet, List<Cidr> range, Map<String, List<Cidr>> peers, List<UserRoute> routes) {
        return EffectiveRoutes.of(
                new SubnetReference(network, subnet),
                RouteSources.of(range)
                        .withPeered(peers.entrySet().stream()
                                .map(peer -> new PeeredNetwork(peer.getKey(), peer.getValue(), true))
                                .toList())
                        .withRouteTable(RouteTableSpec.of(subnet + "-routes", routes)));
    }
}
