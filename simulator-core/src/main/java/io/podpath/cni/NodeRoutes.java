package io.podpath.cni;

import io.podpath.azure.PlatformAddresses;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * What every node has whatever the model: {@code eth0} and the routes that Azure gives it, by DHCP and, for IPv6, by router
 * advertisement.
 */
public final class NodeRoutes {

    /** The primary interface of a node. */
    public static final String ETH0 = "eth0";

    private static final IpAddress HOST_SERVICES = IpAddress.parse("168.63.129.16");
    private static final IpAddress INSTANCE_METADATA = IpAddress.parse("169.254.169.254");

    private NodeRoutes() {}

    static NetworkInterface eth0(NodePlan node) {
        List<NetworkInterface.Address> addresses = new ArrayList<>();
        int prefixLength = node.subnet().prefix().prefixLength();
        addresses.add(new NetworkInterface.Address(node.ip(), prefixLength));
        // DHCPv6 gives single addresses; what is on the link the router says.
        node.findIpv6()
                .ifPresent(ipv6 -> addresses.add(new NetworkInterface.Address(ipv6.ip(), IpFamily.IPV6.addressBits())));
        return new NetworkInterface(ETH0, addresses, NetworkInterface.ETHERNET_MTU_BYTES);
    }

    static List<Route> base(NodePlan node) {
        NodeSubnet subnet = node.subnet();
        List<Route> routes = new ArrayList<>();
        routes.add(Route.via(Cidr.ANY_IPV4, subnet.gateway(), ETH0));
        routes.add(new Route(subnet.prefix(), null, ETH0, node.ip()));
        routes.add(Route.via(Cidr.host(HOST_SERVICES), subnet.gateway(), ETH0));
        routes.add(Route.via(Cidr.host(INSTANCE_METADATA), subnet.gateway(), ETH0));
        node.findIpv6().ifPresent(ipv6 -> {
            routes.add(Route.via(Cidr.ANY_IPV6, PlatformAddresses.IPV6_GATEWAY, ETH0));
            routes.add(Route.onLink(ipv6.subnet(), ETH0));
        });
        return routes;
    }
}
