package io.podpath.cni;

import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** What every node has whatever the model: {@code eth0} and the routes Azure's DHCP gives it. */
final class NodeRoutes {

    /** The primary interface of a node. */
    static final String ETH0 = "eth0";

    private static final IpAddress HOST_SERVICES = IpAddress.parse("168.63.129.16");
    private static final IpAddress INSTANCE_METADATA = IpAddress.parse("169.254.169.254");

    private NodeRoutes() {}

    static NetworkInterface eth0(NodePlan node) {
        int prefixLength = node.subnet().prefix().prefixLength();
        return NetworkInterface.of(ETH0, new NetworkInterface.Address(node.ip(), prefixLength));
    }

    static List<Route> base(NodePlan node) {
        NodeSubnet subnet = node.subnet();
        List<Route> routes = new ArrayList<>();
        routes.add(Route.via(Cidr.ANY_IPV4, subnet.gateway(), ETH0));
        routes.add(new Route(subnet.prefix(), null, ETH0, node.ip()));
        routes.add(Route.via(Cidr.host(HOST_SERVICES), subnet.gateway(), ETH0));
        routes.add(Route.via(Cidr.host(INSTANCE_METADATA), subnet.gateway(), ETH0));
        return routes;
    }
}
