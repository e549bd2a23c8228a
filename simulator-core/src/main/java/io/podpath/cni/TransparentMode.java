package io.podpath.cni;

import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Azure CNI wires a pod in mode {@code transparent}: no bridge, one host route per pod, and inside the pod a gateway
 * that exists nowhere.
 *
 * <pre>
 * pod eth0 10.244.1.7/32 -- default via 169.254.1.1 --&gt; azv1a2b3c4d (proxy ARP) -- 10.244.1.7 dev azv1a2b3c4d
 * </pre>
 *
 * <p><i>Source:</i> Azure/azure-container-networking {@code network/transparent_endpointclient_linux.go}.
 */
final class TransparentMode {

    /** The prefix of host interfaces. */
    static final String INTERFACE_PREFIX = "azv";

    private static final IpAddress VIRTUAL_GATEWAY = IpAddress.parse("169.254.1.1");
    private static final int HOST_PREFIX = 32;

    private TransparentMode() {}

    static IpConfiguration node(NodePlan node, Map<IpAddress, String> interfaceByPodIp, List<Route> further) {
        List<NetworkInterface> interfaces = new ArrayList<>();
        interfaces.add(NodeRoutes.eth0(node));
        List<Route> routes = NodeRoutes.base(node);
        routes.addAll(further);
        new TreeMap<>(interfaceByPodIp).forEach((podIp, hostInterface) -> {
            interfaces.add(NetworkInterface.of(hostInterface));
            routes.add(Route.onLink(Cidr.host(podIp), hostInterface));
        });
        return new IpConfiguration(interfaces, new RoutingTable(routes), null);
    }

    static IpConfiguration pod(IpAddress podIp) {
        return pod(podIp, VIRTUAL_GATEWAY);
    }

    /** A pod with this address as its gateway, which no interface has. */
    static IpConfiguration pod(IpAddress podIp, IpAddress gateway) {
        NetworkInterface eth0 = NetworkInterface.of(NodeRoutes.ETH0, new NetworkInterface.Address(podIp, HOST_PREFIX));
        List<Route> routes = List.of(
                Route.via(Cidr.ANY_IPV4, gateway, NodeRoutes.ETH0), Route.onLink(Cidr.host(gateway), NodeRoutes.ETH0));
        return new IpConfiguration(List.of(eth0), new RoutingTable(routes), null);
    }
}
