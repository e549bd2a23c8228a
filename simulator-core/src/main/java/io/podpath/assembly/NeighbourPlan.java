package io.podpath.assembly;

import io.podpath.azure.fabric.Neighbours;
import io.podpath.azure.fabric.PeeringDoor;
import io.podpath.azure.fabric.VirtualNetwork;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.route.Connectivity;
import io.podpath.model.IpAddress;
import io.podpath.topology.LinkEnd;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** What lies beyond each virtual network, and the links there. */
final class NeighbourPlan {

    private final SubnetRoutes routes;
    private final Connectivity connectivity;

    NeighbourPlan(SubnetRoutes routes) {
        this.routes = routes;
        this.connectivity = routes.connectivity();
    }

    /** The NIC under which a gateway is a member of its virtual network. */
    static String gatewayNic(VirtualNetworkGatewaySpec gateway) {
        return gatewayElement(gateway);
    }

    static String gatewayElement(VirtualNetworkGatewaySpec gateway) {
        return "gateway/" + gateway.name();
    }

    Neighbours of(VirtualNetworkSpec network) {
        Map<String, Neighbours.Peer> peers = new TreeMap<>();
        Set<IpAddress> nextHops = nextHops(network);
        for (VirtualNetworkSpec peer : connectivity.listPeers(network)) {
            boolean usesTransit =
                    Connectivity.usesGatewaysOf(network, peer) || Connectivity.usesGatewaysOf(peer, network);
            peers.put(
                    peer.name(),
                    new Neighbours.Peer(
                            peer.addressPrefixes(), admission(network, peer), usesTransit, within(nextHops, peer)));
        }
        Map<String, String> gateways = new TreeMap<>();
        List<VirtualNetworkGatewaySpec> usable = connectivity.listGateways(network);
        usable.forEach(gateway -> gateways.put(gateway.name(), wayTo(gateway, network)));
        String userRouteGateway = usable.stream()
                .filter(gateway -> gateway.kind() == VirtualNetworkGatewaySpec.Kind.VPN)
                .map(VirtualNetworkGatewaySpec::name)
                .findFirst()
                .orElse("");
        return new Neighbours(peers, gateways, userRouteGateway);
    }

    private static String wayTo(VirtualNetworkGatewaySpec gateway, VirtualNetworkSpec network) {
        return gateway.virtualNetwork().equals(network.name())
                ? VirtualNetwork.nicInterface(gatewayNic(gateway))
                : PeeringDoor.transit(gateway.virtualNetwork(), gateway.name()).interfaceName();
    }

    private static Neighbours.Admission admission(VirtualNetworkSpec network, VirtualNetworkSpec peer) {
        if (!Connectivity.hasAccess(network, peer)) {
            return Neighbours.Admission.NOTHING;
        }
        return network.findPeering(peer.name())
                        .filter(PeeringSpec::allowForwardedTraffic)
                        .isPresent()
                ? Neighbours.Admission.FORWARDED_TRAFFIC
                : Neighbours.Admission.OWN_TRAFFIC;
    }

    /** The appliances that user-defined routes of a network's subnets lead to, wherever they stand. */
    private Set<IpAddress> nextHops(VirtualNetworkSpec network) {
        Set<IpAddress> nextHops = new TreeSet<>();
        for (SubnetSpec subnet : network.subnets()) {
            routes.findRouteTable(new SubnetReference(network.name(), subnet.name()))
                    .ifPresent(table -> {
                        table.routes().stream()
                                .map(UserRoute::findNextHopIp)
                                .forEach(hop -> hop.ifPresent(nextHops::add));
                        table.serviceTagRoutes()
                                .forEach(route -> route.findNextHopIp().ifPresent(nextHops::add));
                    });
        }
        return nextHops;
    }

    private static Set<IpAddress> within(Set<IpAddress> addresses, VirtualNetworkSpec network) {
        Set<IpAddress> within = new HashSet<>(addresses);
        within.removeIf(address -> network.addressPrefixes().stream().noneMatch(prefix -> prefix.contains(address)));
        return within;
    }

    /** Links every pair of networks that have to do with each other. */
    void link(BiConsumer<LinkEnd, LinkEnd> linker) {
        for (VirtualNetworkSpec network : routes.networks()) {
            of(network).peers().forEach((name, peer) -> {
                if (network.name().compareTo(name) < 0) {
                    link(network.name(), PeeringDoor.to(name), linker);
                }
                new TreeSet<>(peer.appliances())
                        .forEach(hop -> link(network.name(), PeeringDoor.toAppliance(name, hop), linker));
            });
            connectivity.listGateways(network).stream()
                    .filter(gateway -> !gateway.virtualNetwork().equals(network.name()))
                    .forEach(gateway -> link(
                            network.name(), PeeringDoor.transit(gateway.virtualNetwork(), gateway.name()), linker));
        }
    }

    private static void link(String network, PeeringDoor door, BiConsumer<LinkEnd, LinkEnd> linker) {
        linker.accept(
                new LinkEnd(FabricAssembly.networkElement(network), door.interfaceName()),
                new LinkEnd(
                        FabricAssembly.networkElement(door.network()),
                        door.seenFrom(network).interfaceName()));
    }
}
