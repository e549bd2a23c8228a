package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.UserRoute;
import io.podpath.cluster.Pod;
import io.podpath.element.Bridge;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * kubenet: pods on a bridge, and a user-defined route per node.
 *
 * <pre>
 * pod eth0 10.244.1.5/24 -- vethXXXXXXXX -- cbr0 10.244.1.1/24 -- node eth0 -- NIC (IP forwarding) -- VNet
 *                                                  UDR 10.244.1.0/24 -&gt; VirtualAppliance 10.224.0.5
 * </pre>
 *
 * <p>AKS ends kubenet on 2028-03-31.
 *
 * <p><i>Source:</i> Azure docs, Use kubenet networking in AKS; Azure/AgentBaker {@code kubenet-cni.json.gtpl} (bridge
 * cbr0, promiscuous, hairpin off, MTU 1500); cloud-provider-azure {@code azure_routes.go}.
 */
public final class Kubenet implements NetworkModel {

    private static final String BRIDGE = "cbr0";
    private static final String PORT_PREFIX = "veth";

    /** More than a node may have pods; a range of IPv6 has 2^48. */
    private static final long MOST_ADDRESSES = 256;

    private final Bridge.Hairpin hairpin;

    /**
     * The model.
     *
     * @param hairpin what the nodes' kernel does with a frame back to its own port
     */
    public Kubenet(Bridge.Hairpin hairpin) {
        this.hairpin = hairpin;
    }

    @Override
    public String label() {
        return "kubenet";
    }

    @Override
    public PodAddressSource podAddressSource() {
        return PodAddressSource.POD_CIDR;
    }

    /** The bridge has the first address; host-local gives out the rest but the broadcast address. */
    @Override
    public List<IpAddress> podAddresses(Cidr nodeRange) {
        return LongStream.range(2, Math.min(nodeRange.size(), MOST_ADDRESSES) - 1)
                .mapToObj(nodeRange.network()::plus)
                .toList();
    }

    @Override
    public String hostInterface(Pod pod) {
        return InterfaceNames.of(PORT_PREFIX, pod.name());
    }

    @Override
    public IpConfiguration nodeConfiguration(NodePlan node, Map<IpAddress, String> interfaceByPodIp) {
        List<NetworkInterface.Address> bridgeAddresses = new ArrayList<>();
        List<Route> routes = new ArrayList<>(NodeRoutes.base(node));
        for (Cidr range : node.podCidrs()) {
            bridgeAddresses.add(new NetworkInterface.Address(gateway(range), range.prefixLength()));
            routes.add(new Route(range, null, BRIDGE, gateway(range)));
        }
        List<NetworkInterface> interfaces = List.of(
                NodeRoutes.eth0(node),
                new NetworkInterface(BRIDGE, bridgeAddresses, NetworkInterface.ETHERNET_MTU_BYTES));
        Bridge bridge = Bridge.of(BRIDGE, node.podCidrs(), interfaceByPodIp, hairpin);
        return new IpConfiguration(interfaces, new RoutingTable(routes), bridge);
    }

    @Override
    public IpConfiguration podConfiguration(NodePlan node, List<IpAddress> podIps) {
        List<NetworkInterface.Address> addresses = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        for (IpAddress podIp : podIps) {
            Cidr range = range(node, podIp);
            addresses.add(new NetworkInterface.Address(podIp, range.prefixLength()));
            Cidr everything = podIp.isIpv4() ? Cidr.ANY_IPV4 : Cidr.ANY_IPV6;
            routes.add(Route.via(everything, gateway(range), NodeRoutes.ETH0));
            routes.add(new Route(range, null, NodeRoutes.ETH0, podIp));
        }
        NetworkInterface eth0 = new NetworkInterface(NodeRoutes.ETH0, addresses, NetworkInterface.ETHERNET_MTU_BYTES);
        return new IpConfiguration(List.of(eth0), new RoutingTable(routes), null);
    }

    private static Cidr range(NodePlan node, IpAddress podIp) {
        return node.podCidrs().stream()
                .filter(range -> range.family() == podIp.family())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node.name() + " has no range for " + podIp));
    }

    @Override
    public List<IpAddress> bridgeAddresses(NodePlan node) {
        return node.podCidrs().stream().map(Kubenet::gateway).toList();
    }

    private static IpAddress gateway(Cidr range) {
        return range.network().plus(1);
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        return NicIdentity.of(node.name(), node.ips().toArray(IpAddress[]::new)).withIpForwarding();
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new MasqueradeAgent(cluster.ranges().podCidrs());
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return plan.cluster().ranges().findPodCidr().orElse(plan.subnet().prefix());
    }

    @Override
    public List<UserRoute> userRoutes(List<NodePlan> nodes) {
        List<UserRoute> routes = new ArrayList<>();
        for (NodePlan node : nodes) {
            routes.add(routeTo(node, node.requirePodCidr(), node.ip()));
            node.findIpv6().ifPresent(ipv6 -> routes.add(routeTo(node, ipv6.podCidr(), ipv6.ip())));
        }
        return routes;
    }

    private static UserRoute routeTo(NodePlan node, Cidr range, IpAddress nextHop) {
        String name = node.name() + "____" + range.toString().replaceAll("[:./]", "");
        return new UserRoute(name, range, NextHopType.VIRTUAL_APPLIANCE, nextHop);
    }
}
