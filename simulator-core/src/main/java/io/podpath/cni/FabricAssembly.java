package io.podpath.cni;

import io.podpath.azure.fabric.EgressConfig;
import io.podpath.azure.fabric.FabricLatency;
import io.podpath.azure.fabric.InternetEdge;
import io.podpath.azure.fabric.MappedAddresses;
import io.podpath.azure.fabric.NetworkInterfaceCard;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.azure.fabric.PlatformHost;
import io.podpath.azure.fabric.VirtualNetwork;
import io.podpath.azure.fabric.VirtualNetworkConfig;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancedFlows;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.route.RouteSources;
import io.podpath.azure.security.NamedAddresses;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.ServiceTags;
import io.podpath.model.IpAddress;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds Azure's part of the network: NICs, virtual networks, load balancer, internet, platform hosts.
 *
 * <pre>
 * node -- nic/node-0 --+
 * vm   -- nic/erp    --+-- vnet/aks-vnet --+-- load-balancer/kubernetes -- internet/edge -- internet/client
 *                                          +-- platform/aks-vnet
 *                                          +-- vnet/peered
 * </pre>
 */
final class FabricAssembly {

    static final String EDGE = "internet/edge";
    static final String LOAD_BALANCER = "load-balancer/kubernetes";

    private final List<VirtualNetworkSpec> networks;
    private final AksResources aks;
    private final NamedAddresses named;
    private final Topology.Builder topology;
    private final FabricLatency latency = FabricLatency.DEFAULT;
    private final Map<String, List<NicAttachment>> nicsByNetwork = new TreeMap<>();
    private final Map<IpAddress, String> publicAddresses = new HashMap<>();
    private final Map<String, NicSecurity> securityByNic = new TreeMap<>();
    private final Map<String, LinkEnd> members = new HashMap<>();
    private final SecurityGroups groups;
    private final EgressAssembly egress;

    /**
     * An assembly.
     *
     * @param networks the virtual networks
     * @param aks what AKS creates
     * @param named what names in security rules stand for
     * @param topology takes elements and links
     * @param addresses who has which address
     * @param standIns public addresses for what Azure would give one
     */
    FabricAssembly(
            List<VirtualNetworkSpec> networks,
            AksResources aks,
            NamedAddresses named,
            Topology.Builder topology,
            AddressBook addresses,
            StandInAddresses standIns) {
        this.networks = networks;
        this.aks = aks;
        this.named = named;
        this.topology = topology;
        this.groups = new SecurityGroups(aks.groups(), aks.adminRules(), this::tags);
        this.egress = new EgressAssembly(aks, topology, publicAddresses, addresses, standIns);
    }

    static String nicElement(String nic) {
        return "nic/" + nic;
    }

    static String networkElement(String network) {
        return "vnet/" + network;
    }

    /**
     * Adds a NIC between a machine and its virtual network.
     *
     * @param machine the machine's element
     * @param subnet its subnet
     * @param identity what it may send and receive
     * @param attachment where it is
     * @param group the security group of the NIC, if any
     */
    void addNic(
            String machine,
            SubnetReference subnet,
            NicIdentity identity,
            NicAttachment attachment,
            @Nullable String group) {
        NicSecurity found = groups.of(identity.name(), group, subnetGroup(subnet), subnet);
        for (MappedAddresses mapped : attachment.mapped()) {
            SubnetReference other = new SubnetReference(subnet.virtualNetwork(), mapped.subnet());
            found = found.withMapped(
                    mapped.ranges(), groups.find(subnetGroup(other), other).orElse(null));
        }
        NicSecurity security = found;
        securityByNic.put(identity.name(), security);
        String element = nicElement(identity.name());
        topology.add(new TopologyNode(element, "nic", elements -> new NetworkInterfaceCard(identity, security)));
        topology.link(
                new LinkEnd(machine, NodeRoutes.ETH0),
                new LinkEnd(element, NetworkInterfaceCard.VM),
                LinkLatency.GUEST_TO_NIC_NANOS);
        nicsByNetwork
                .computeIfAbsent(subnet.virtualNetwork(), name -> new ArrayList<>())
                .add(attachment);
        attachment
                .findPublicIp()
                .ifPresent(
                        address -> publicAddresses.put(address, InternetEdge.vnetInterface(subnet.virtualNetwork())));
    }

    /** What filters the packets of each NIC, by name. */
    Map<String, NicSecurity> securityByNic() {
        return securityByNic;
    }

    /**
     * Adds something that stands in a virtual network without a NIC that somebody could configure.
     *
     * @param subnet its subnet
     * @param attachment its addresses
     * @param end its interface towards the virtual network
     */
    void addMember(SubnetReference subnet, NicAttachment attachment, LinkEnd end) {
        nicsByNetwork
                .computeIfAbsent(subnet.virtualNetwork(), name -> new ArrayList<>())
                .add(attachment);
        members.put(attachment.nic(), end);
    }

    /** The routes of a subnet. */
    EffectiveRoutes routes(SubnetReference reference) {
        return EffectiveRoutes.of(reference, routeSources(reference));
    }

    /** Leads a public address to an element of its own, which is linked to the edge. */
    void publish(IpAddress address, String element) {
        publicAddresses.put(address, InternetEdge.deviceInterface(element));
    }

    private @Nullable String subnetGroup(SubnetReference reference) {
        if (aks.findSubnetGroup(reference).isPresent()) {
            return aks.findSubnetGroup(reference).get();
        }
        return subnet(reference).settings().networkSecurityGroup();
    }

    private SubnetSpec subnet(SubnetReference reference) {
        for (SubnetSpec candidate : network(reference.virtualNetwork()).subnets()) {
            if (candidate.name().equals(reference.subnet())) {
                return candidate;
            }
        }
        throw new ModelProblemException("there is no subnet " + reference);
    }

    private VirtualNetworkSpec network(String name) {
        return networks.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelProblemException("there is no virtual network " + name));
    }

    private RouteSources routeSources(SubnetReference reference) {
        VirtualNetworkSpec network = network(reference.virtualNetwork());
        String named = aks.findRouteTable(reference)
                .or(() -> subnet(reference).settings().findRouteTable())
                .orElse("");
        RouteTableSpec table = aks.routeTables().stream()
                .filter(candidate -> candidate.name().equals(named))
                .findFirst()
                .orElse(null);
        return RouteSources.of(network, networks, table);
    }

    private ServiceTags tags(SubnetReference reference) {
        ServiceTags tags = routeSources(reference).serviceTags().withNamed(named);
        boolean withPods = aks.overlay().isPresent()
                && aks.nodeSubnet().reference().virtualNetwork().equals(reference.virtualNetwork());
        return withPods ? tags.withOverlayPodCidr(aks.overlay().get().podCidr()) : tags;
    }

    /** Adds the virtual networks and everything beyond them, once all NICs are there. */
    void finish() {
        LoadBalancerConfig loadBalancer = aks.loadBalancer(securityByNic);
        LoadBalancer compiled = new LoadBalancer(loadBalancer);
        topology.add(new TopologyNode(EDGE, "internet", elements -> new InternetEdge(publicAddresses, latency)));
        for (VirtualNetworkSpec network : networks) {
            addNetwork(network);
        }
        linkPeerings();
        topology.add(new TopologyNode(LOAD_BALANCER, "load-balancer", elements -> compiled.withoutFlows()));
        String own = networkElement(aks.nodeSubnet().network().name());
        link(new LinkEnd(own, VirtualNetwork.LOAD_BALANCER), new LinkEnd(LOAD_BALANCER, LoadBalancer.VNET));
        link(new LinkEnd(LOAD_BALANCER, LoadBalancer.INTERNET), new LinkEnd(EDGE, InternetEdge.LOAD_BALANCER));
        loadBalancer.frontends().stream()
                .filter(frontend -> frontend.scope() == Frontend.Scope.PUBLIC)
                .forEach(frontend -> publicAddresses.put(frontend.address(), InternetEdge.LOAD_BALANCER));
        loadBalancer
                .findOutboundRule()
                .ifPresent(rule -> rule.ports()
                        .addresses()
                        .forEach(address -> publicAddresses.put(address, InternetEdge.LOAD_BALANCER)));
    }

    /** Links a host on the internet to its edge. */
    void addInternetHost(InternetHost host, String element) {
        publicAddresses.put(host.ip(), InternetEdge.hostInterface(host.name()));
        link(new LinkEnd(EDGE, InternetEdge.hostInterface(host.name())), new LinkEnd(element, NodeRoutes.ETH0));
    }

    private void link(LinkEnd a, LinkEnd b) {
        topology.link(a, b, LinkLatency.FABRIC_NANOS);
    }

    private void addNetwork(VirtualNetworkSpec network) {
        String element = networkElement(network.name());
        List<NicAttachment> nics = nicsByNetwork.getOrDefault(network.name(), List.of());
        boolean own = network.equals(aks.nodeSubnet().network());
        Map<String, EffectiveRoutes> routes = new HashMap<>();
        for (SubnetSpec subnet : network.subnets()) {
            SubnetReference reference = new SubnetReference(network.name(), subnet.name());
            routes.put(subnet.name(), routes(reference));
        }
        List<OverlayDomain> overlays = own ? aks.overlay().stream().toList() : List.of();
        EgressConfig ways = egress.config(network, machines(nics));
        VirtualNetwork compiled = new VirtualNetwork(new VirtualNetworkConfig(
                network.name(), routes, nics, overlays, LoadBalancedFlows.NONE, latency, ways));
        // The tables are the same in every run; the flows are those of the run.
        topology.add(new TopologyNode(
                element,
                "vnet",
                elements -> compiled.withLoadBalancer(
                        own ? (LoadBalancedFlows) elements.element(LOAD_BALANCER) : LoadBalancedFlows.NONE)));
        egress.join(network, ways, machines(nics));
        Set<IpAddress> primary = new HashSet<>();
        for (NicAttachment nic : nics) {
            primary.add(nic.primaryAddress());
            LinkEnd ofCard = new LinkEnd(nicElement(nic.nic()), NetworkInterfaceCard.FABRIC);
            link(members.getOrDefault(nic.nic(), ofCard), new LinkEnd(element, VirtualNetwork.nicInterface(nic.nic())));
        }
        String platform = "platform/" + network.name();
        topology.add(new TopologyNode(platform, "platform", elements -> new PlatformHost(primary)));
        link(new LinkEnd(element, VirtualNetwork.PLATFORM), new LinkEnd(platform, PlatformHost.VNET));
        link(
                new LinkEnd(element, VirtualNetwork.INTERNET),
                new LinkEnd(EDGE, InternetEdge.vnetInterface(network.name())));
    }

    private List<NicAttachment> machines(List<NicAttachment> nics) {
        return nics.stream().filter(nic -> !members.containsKey(nic.nic())).toList();
    }

    private void linkPeerings() {
        for (VirtualNetworkSpec a : networks) {
            for (VirtualNetworkSpec b : networks) {
                boolean once = a.name().compareTo(b.name()) < 0;
                if (once && a.isPeeredWith(b)) {
                    link(
                            new LinkEnd(networkElement(a.name()), VirtualNetwork.peeringInterface(b.name())),
                            new LinkEnd(networkElement(b.name()), VirtualNetwork.peeringInterface(a.name())));
                }
            }
        }
    }
}
