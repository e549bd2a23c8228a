package io.podpath.assembly;

import io.podpath.cni.NodeRoutes;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * The addresses of a plain machine.
 *
 * @param addresses those of its network interface, the primary one first
 * @param onLoopback those on its loopback interface, for which it answers as well
 */
record HostAddresses(List<IpAddress> addresses, List<IpAddress> onLoopback) {

    HostAddresses {
        addresses = List.copyOf(addresses);
        onLoopback = List.copyOf(onLoopback);
    }

    static HostAddresses of(List<IpAddress> addresses) {
        return new HostAddresses(addresses, List.of());
    }

    List<NetworkInterface> interfaces() {
        NetworkInterface eth0 = NetworkInterface.of(NodeRoutes.ETH0, whole(addresses));
        return onLoopback.isEmpty() ? List.of(eth0) : List.of(eth0, NetworkInterface.of("lo", whole(onLoopback)));
    }

    private static NetworkInterface.Address[] whole(List<IpAddress> addresses) {
        return addresses.stream()
                .map(address ->
                        new NetworkInterface.Address(address, address.family().addressBits()))
                .toArray(NetworkInterface.Address[]::new);
    }

    /** Everything of its families is on the link of its network interface. */
    RoutingTable routes() {
        return new RoutingTable(addresses.stream()
                .map(address -> address.isIpv4() ? Cidr.ANY_IPV4 : Cidr.ANY_IPV6)
                .map(everything -> Route.onLink(everything, NodeRoutes.ETH0))
                .toList());
    }
}
