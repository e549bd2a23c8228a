package io.podpath.azure.route;

import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.security.ServiceTags;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What decides the routes of a subnet.
 *
 * @param addressPrefixes the ranges of its virtual network
 * @param peered the ranges of virtual networks peered directly, by name
 * @param gatewayPrefixes ranges learned through a gateway
 * @param routeTable the table attached to the subnet, if any
 */
public record RouteSources(
        List<Cidr> addressPrefixes,
        Map<String, List<Cidr>> peered,
        List<Cidr> gatewayPrefixes,
        @Nullable RouteTableSpec routeTable) {

    public RouteSources {
        addressPrefixes = List.copyOf(addressPrefixes);
        peered = new TreeMap<>(peered);
        gatewayPrefixes = List.copyOf(gatewayPrefixes);
    }

    /** The sources of a subnet in a virtual network of these ranges, without peering, gateway and table. */
    public static RouteSources of(List<Cidr> addressPrefixes) {
        return new RouteSources(addressPrefixes, Map.of(), List.of(), null);
    }

    /**
     * The sources of a declared subnet; a peering counts when both virtual networks name each other.
     *
     * @param network the virtual network
     * @param all every declared virtual network
     * @param routeTable the table attached to the subnet, if any
     */
    public static RouteSources of(
            VirtualNetworkSpec network, List<VirtualNetworkSpec> all, @Nullable RouteTableSpec routeTable) {
        Map<String, List<Cidr>> peered = new TreeMap<>();
        for (VirtualNetworkSpec other : all) {
            if (network.isPeeredWith(other)) {
                peered.put(other.name(), other.addressPrefixes());
            }
        }
        return new RouteSources(network.addressPrefixes(), peered, List.of(), routeTable);
    }

    /** The table attached to the subnet. */
    public Optional<RouteTableSpec> findRouteTable() {
        return Optional.ofNullable(routeTable);
    }

    /** All ranges of peered networks. */
    public List<Cidr> peeredPrefixes() {
        List<Cidr> prefixes = new ArrayList<>();
        peered.values().forEach(prefixes::addAll);
        return prefixes;
    }

    /** What the service tags mean in such a subnet. */
    public ServiceTags serviceTags() {
        List<Cidr> routed = findRouteTable().stream()
                .flatMap(table -> table.routes().stream())
                .map(UserRoute::addressPrefix)
                .toList();
        return ServiceTags.ofVirtualNetwork(addressPrefixes)
                .withPeered(peeredPrefixes())
                .withLearnedRoutes(gatewayPrefixes)
                .withUserRoutes(routed);
    }
}
