package io.podpath.cni;

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
import java.util.Optional;
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
        return LongStream.range(2, nodeRange.size() - 1)
                .mapToObj(nodeRange.network()::plus)
                .toList();
    }

    @Override
    public String hostInterface(Pod pod) {
        return InterfaceNames.of(PORT_PREFIX, pod.name());
    }

    @Override
    public IpConfiguration nodeConfiguration(NodePlan node, Map<IpAddress, String> interfaceByPodIp) {
        Cidr range = node.requirePodCidr();
        IpAddress gateway = gateway(node);
        List<NetworkInterface> interfaces = List.of(
                NodeRoutes.eth0(node),
                NetworkInterface.of(BRIDGE, new NetworkInterface.Address(gateway, range.prefixLength())));
        List<Route> routes = new ArrayList<>(NodeRoutes.base(node));
        routes.add(new Route(range, null, BRIDGE, gateway));
        Bridge bridge = Bridge.of(BRIDGE, range, interfaceByPodIp, hairpin);
        return new IpConfiguration(interfaces, new RoutingTable(routes), bridge);
    }

    @Override
    public IpConfiguration podConfiguration(NodePlan node, IpAddress podIp) {
        Cidr range = node.requirePodCidr();
        NetworkInterface eth0 =
                NetworkInterface.of(NodeRoutes.ETH0, new NetworkInterface.Address(podIp, range.prefixLength()));
        List<Route> routes = List.of(
                Route.via(Cidr.ANY_IPV4, gateway(node), NodeRoutes.ETH0),
                new Route(range, null, NodeRoutes.ETH0, podIp));
        return new IpConfiguration(List.of(eth0), new RoutingTable(routes), null);
    }

    @Override
    public Optional<IpAddress> bridgeAddress(NodePlan node) {
        return Optional.of(gateway(node));
    }

    private static IpAddress gateway(NodePlan node) {
        return node.requirePodCidr().network().plus(1);
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        return NicIdentity.of(node.name(), node.ip()).withIpForwarding();
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new MasqueradeAgent(cluster.ranges().findPodCidr().stream().toList());
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return plan.cluster().ranges().findPodCidr().orElse(plan.subnet().prefix());
    }

    @Override
    public List<UserRoute> userRoutes(List<NodePlan> nodes) {
        return nodes.stream().map(Kubenet::routeTo).toList();
    }

    private static UserRoute routeTo(NodePlan node) {
        Cidr range = node.requirePodCidr();
        String name = node.name() + "____" + range.toString().replace(".", "").replace("/", "");
        return new UserRoute(name, range, NextHopType.VIRTUAL_APPLIANCE, node.ip());
    }
}
