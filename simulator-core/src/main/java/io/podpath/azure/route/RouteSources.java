package io.podpath.azure.route;

import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.security.ServiceTags;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides the routes of a subnet.
 *
 * @param addressPrefixes the ranges of its virtual network
 * @param peered virtual networks peered directly
 * @param learned what gateways learned, those it may use in a peered network included
 * @param privateEndpoints private endpoints in its network and in networks peered directly
 * @param services the ranges of Azure services
 * @param routeTable the table attached to the subnet, if any
 */
public record RouteSources(
        List<Cidr> addressPrefixes,
        List<PeeredNetwork> peered,
        List<LearnedRoutes> learned,
        List<PrivateEndpointAddress> privateEndpoints,
        ServiceRanges services,
        @Nullable RouteTableSpec routeTable) {

    public RouteSources {
        addressPrefixes = List.copyOf(addressPrefixes);
        peered = List.copyOf(peered);
        learned = List.copyOf(learned);
        privateEndpoints = List.copyOf(privateEndpoints);
    }

    /** The sources of a subnet in a virtual network of these ranges, with nothing around it. */
    public static RouteSources of(List<Cidr> addressPrefixes) {
        return new RouteSources(addressPrefixes, List.of(), List.of(), List.of(), ServiceRanges.NONE, null);
    }

    /** The same, peered with these networks. */
    public RouteSources withPeered(List<PeeredNetwork> networks) {
        return new RouteSources(addressPrefixes, networks, learned, privateEndpoints, services, routeTable);
    }

    /** The same with these learned routes. */
    public RouteSources withLearned(List<LearnedRoutes> routes) {
        return new RouteSources(addressPrefixes, peered, routes, privateEndpoints, services, routeTable);
    }

    /** The same with these private endpoints around. */
    public RouteSources withPrivateEndpoints(List<PrivateEndpointAddress> endpoints) {
        return new RouteSources(addressPrefixes, peered, learned, endpoints, services, routeTable);
    }

    /** The same with these ranges of services. */
    public RouteSources withServices(ServiceRanges ranges) {
        return new RouteSources(addressPrefixes, peered, learned, privateEndpoints, ranges, routeTable);
    }

    /** The same with this table attached, or none. */
    public RouteSources withRouteTable(@Nullable RouteTableSpec table) {
        return new RouteSources(addressPrefixes, peered, learned, privateEndpoints, services, table);
    }

    /** The table attached to the subnet. */
    public Optional<RouteTableSpec> findRouteTable() {
        return Optional.ofNullable(routeTable);
    }

    /** Whether the subnet gets what gateways learned; its table may keep it out. */
    boolean propagatesLearned() {
        return routeTable == null || routeTable.propagatesGatewayRoutes();
    }

    /** What gateways learned, as far as the subnet gets it. */
    List<LearnedRoutes> propagated() {
        return propagatesLearned() ? learned : List.of();
    }

    /** What the service tags mean in such a subnet. */
    public ServiceTags serviceTags() {
        List<Cidr> routed = findRouteTable().stream()
                .flatMap(table -> table.routes().stream())
                .map(UserRoute::addressPrefix)
                .toList();
        List<Cidr> reachable = new ArrayList<>();
        peered.stream().filter(PeeredNetwork::hasAccess).forEach(network -> reachable.addAll(network.prefixes()));
        List<Cidr> behindGateways = new ArrayList<>();
        learned.forEach(routes -> behindGateways.addAll(routes.prefixes()));
        return ServiceTags.ofVirtualNetwork(addressPrefixes)
                .withPeered(reachable)
                .withLearnedRoutes(behindGateways)
                .withUserRoutes(routed);
    }
}
