package io.podpath.netfilter.dump;

import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes of a node, and what they tell of its own addresses.
 *
 * @param routes the table main, of equal prefixes the one with the lowest metric first
 * @param ownAddresses addresses of the node with their interface: the {@code local} lines of {@code table all}, else
 *     those that routes name as {@code src}
 */
public record RouteList(List<Route> routes, Map<IpAddress, String> ownAddresses) {

    public RouteList {
        routes = List.copyOf(routes);
        ownAddresses = Collections.unmodifiableMap(new LinkedHashMap<>(ownAddresses));
    }

    /** Interfaces guessed from the routes, for want of {@code ip addr}. */
    public IpConfiguration guessInterfaces() {
        Map<String, List<NetworkInterface.Address>> addresses = new LinkedHashMap<>();
        for (Route route : routes) {
            if (!route.outInterface().isEmpty()) {
                addresses.computeIfAbsent(route.outInterface(), name -> new ArrayList<>());
            }
        }
        ownAddresses.forEach((address, name) -> {
            int length = address.family().addressBits();
            for (Route route : routes) {
                boolean isOnLink =
                        route.gateway() == null && route.outInterface().equals(name);
                if (isOnLink && route.destination().contains(address)) {
                    length = Math.min(length, route.destination().prefixLength());
                }
            }
            addresses
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .add(new NetworkInterface.Address(address, length));
        });
        List<NetworkInterface> interfaces = new ArrayList<>();
        addresses.forEach(
                (name, own) -> interfaces.add(new NetworkInterface(name, own, NetworkInterface.ETHERNET_MTU_BYTES)));
        return new IpConfiguration(interfaces, new RoutingTable(routes), null);
    }
}
