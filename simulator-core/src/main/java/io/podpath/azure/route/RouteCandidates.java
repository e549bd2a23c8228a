package io.podpath.azure.route;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * Every route a subnet gets, in the order Azure prints them, before any of them counts.
 *
 * <p>The four private ranges lead nowhere (None) unless the virtual network uses them; a part of such a range in use
 * leaves the None route for the rest in place. All four go when a user-defined route for 0.0.0.0/0 is there, so that such
 * a route carries packets from spoke to spoke too. Whether a learned default route does the same is not published; podpath
 * leaves the None routes in place.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing, with the last sentence of its example; facts
 * VNET-SYSTEM-ROUTES and VNET-NONE-ROUTES-GIVE-WAY. The order is as the Azure CLI was seen to print it.
 */
final class RouteCandidates {

    private static final List<Cidr> RESERVED = List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"));

    private final RouteSources sources;
    private final List<EffectiveRoute> candidates = new ArrayList<>();

    private RouteCandidates(RouteSources sources) {
        this.sources = sources;
    }

    static List<EffectiveRoute> of(RouteSources sources) {
        RouteCandidates collected = new RouteCandidates(sources);
        collected.addNetworks();
        collected.addReserved();
        collected.addLearned();
        collected.addUser();
        collected.addEndpoints();
        return collected.candidates;
    }

    private void addNetworks() {
        sources.addressPrefixes().forEach(prefix -> add(prefix, NextHopType.VNET_LOCAL, ""));
        for (PeeredNetwork peer : sources.peered()) {
            peer.prefixes().forEach(prefix -> add(prefix, NextHopType.VNET_PEERING, peer.name()));
        }
        add(Cidr.ANY_IPV4, NextHopType.INTERNET, "");
        if (sources.addressPrefixes().stream().anyMatch(prefix -> prefix.family() == IpFamily.IPV6)) {
            add(Cidr.ANY_IPV6, NextHopType.INTERNET, "");
        }
    }

    private void addReserved() {
        if (hasUserDefault()) {
            return;
        }
        List<Cidr> peered = sources.peered().stream()
                .flatMap(peer -> peer.prefixes().stream())
                .toList();
        RESERVED.stream()
                .filter(prefix -> sources.addressPrefixes().stream().noneMatch(used -> used.contains(prefix)))
                .filter(prefix -> !peered.contains(prefix))
                .forEach(prefix -> add(prefix, NextHopType.NONE, ""));
    }

    private boolean hasUserDefault() {
        return sources.findRouteTable()
                .filter(table -> table.routes().stream()
                        .anyMatch(route -> route.addressPrefix().equals(Cidr.ANY_IPV4)))
                .isPresent();
    }

    private void addLearned() {
        for (LearnedRoutes learned : sources.propagated()) {
            RouteOrigin origin = learned.kind() == VirtualNetworkGatewaySpec.Kind.VPN
                    ? RouteOrigin.VPN_GATEWAY
                    : RouteOrigin.EXPRESS_ROUTE_GATEWAY;
            learned.prefixes()
                    .forEach(prefix -> candidates.add(new EffectiveRoute(
                            RouteDestination.of(prefix),
                            origin,
                            NextHopType.VIRTUAL_NETWORK_GATEWAY,
                            null,
                            learned.gateway(),
                            EffectiveRoute.State.ACTIVE)));
        }
    }

    private void addUser() {
        sources.findRouteTable().ifPresent(table -> {
            table.routes().forEach(route -> addUser(table, route, ""));
            table.serviceTagRoutes()
                    .forEach(route -> sources.services()
                            .tags()
                            .getOrDefault(route.serviceTag(), List.of())
                            .forEach(prefix -> addUser(table, route.of(prefix), route.serviceTag())));
        });
    }

    private void addUser(RouteTableSpec table, UserRoute route, String serviceTag) {
        candidates.add(new EffectiveRoute(
                new RouteDestination(route.addressPrefix(), serviceTag),
                RouteOrigin.USER,
                route.nextHopType(),
                route.nextHopIp(),
                table.name() + "/" + route.name(),
                EffectiveRoute.State.ACTIVE));
    }

    private void addEndpoints() {
        sources.services()
                .endpoints()
                .forEach((service, prefixes) ->
                        prefixes.forEach(prefix -> add(prefix, NextHopType.SERVICE_ENDPOINT, service)));
        for (PrivateEndpointAddress endpoint : sources.privateEndpoints()) {
            boolean givesWay = sources.findRouteTable()
                    .filter(table ->
                            table.routes().stream().anyMatch(route -> endpoint.givesWayTo(route.addressPrefix())))
                    .isPresent();
            EffectiveRoute route = EffectiveRoute.system(
                    Cidr.host(endpoint.address()), NextHopType.INTERFACE_ENDPOINT, endpoint.network());
            candidates.add(givesWay ? route.invalid() : route);
        }
    }

    private void add(Cidr prefix, NextHopType nextHopType, String name) {
        candidates.add(EffectiveRoute.system(prefix, nextHopType, name));
    }
}
