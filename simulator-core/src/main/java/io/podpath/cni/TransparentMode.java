package io.podpath.cni;

import io.podpath.azure.PlatformAddresses;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How Azure CNI wires a pod in mode {@code transparent}: no bridge, one host route per pod, and inside the pod a gateway
 * that exists nowhere.
 *
 * <pre>
 * pod eth0 10.244.1.7/32 -- default via 169.254.1.1 --&gt; azv1a2b3c4d (proxy ARP) -- 10.244.1.7 dev azv1a2b3c4d
 * pod eth0 fd12:3456:789a:0:1::7/128 -- default via fe80::1234:5678:9abc, which is an address of the same kind
 * </pre>
 *
 * <p><i>Source:</i> Azure/azure-container-networking {@code network/transparent_endpointclient_linux.go}.
 */
final class TransparentMode {

    /** The prefix of host interfaces. */
    static final String INTERFACE_PREFIX = "azv";

    private static final IpAddress VIRTUAL_GATEWAY = IpAddress.parse("169.254.1.1");

    private TransparentMode() {}

    static IpConfiguration node(NodePlan node, Map<IpAddress, String> interfaceByPodIp, List<Route> further) {
        List<NetworkInterface> interfaces = new ArrayList<>();
        interfaces.add(NodeRoutes.eth0(node));
        List<Route> routes = NodeRoutes.base(node);
        routes.addAll(further);
        Set<String> known = new HashSet<>();
        new TreeMap<>(interfaceByPodIp).forEach((podIp, hostInterface) -> {
            if (known.add(hostInterface)) {
                interfaces.add(NetworkInterface.of(hostInterface));
            }
            routes.add(Route.onLink(Cidr.host(podIp), hostInterface));
        });
        return new IpConfiguration(interfaces, new RoutingTable(routes), null);
    }

    static IpConfiguration pod(List<IpAddress> podIps) {
        return pod(podIps, VIRTUAL_GATEWAY, PlatformAddresses.IPV6_GATEWAY);
    }

    /** A pod with these addresses as its gateways, which no interface has. */
    static IpConfiguration pod(List<IpAddress> podIps, IpAddress gateway, IpAddress ipv6Gateway) {
        List<NetworkInterface.Address> addresses = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        for (IpAddress podIp : podIps) {
            addresses.add(new NetworkInterface.Address(podIp, podIp.family().addressBits()));
            Cidr everything = podIp.isIpv4() ? Cidr.ANY_IPV4 : Cidr.ANY_IPV6;
            IpAddress via = podIp.isIpv4() ? gateway : ipv6Gateway;
            routes.add(Route.via(everything, via, NodeRoutes.ETH0));
            routes.add(Route.onLink(Cidr.host(via), NodeRoutes.ETH0));
        }
        NetworkInterface eth0 = new NetworkInterface(NodeRoutes.ETH0, addresses, NetworkInterface.ETHERNET_MTU_BYTES);
        return new IpConfiguration(List.of(eth0), new RoutingTable(routes), null);
    }
}
