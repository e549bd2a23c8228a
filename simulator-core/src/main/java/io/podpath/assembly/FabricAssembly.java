package io.podpath.assembly;

import io.podpath.azure.fabric.EgressConfig;
import io.podpath.azure.fabric.FabricLatency;
import io.podpath.azure.fabric.InternetEdge;
import io.podpath.azure.fabric.LoadBalancerDoors;
import io.podpath.azure.fabric.MappedAddresses;
import io.podpath.azure.fabric.NetworkInterfaceCard;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.azure.fabric.PlatformHost;
import io.podpath.azure.fabric.VirtualNetwork;
import io.podpath.azure.fabric.VirtualNetworkConfig;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.security.AdminRules;
import io.podpath.azure.security.NamedAddresses;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.ServiceTags;
import io.podpath.cni.NodeRoutes;
import io.podpath.cni.StandInAddresses;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private final SubnetRoutes routes;
    private final AksResources aks;
    private final NamedAddresses named;
    private final Topology.Builder topology;
    private final FabricLatency latency = FabricLatency.DEFAULT;
    private final Map<String, List<NicAttachment>> nicsByNetwork = new TreeMap<>();
    private final Map<String, LinkEnd> memberEnds = new HashMap<>();
    private final Map<String, SubnetReference> machineNics = new TreeMap<>();
    private final Map<IpAddress, String> publicAddresses = new HashMap<>();
    private final Map<String, NicSecurity> securityByNic = new TreeMap<>();
    private final SecurityGroups groups;
    private final EgressAssembly egress;

    /**
     * An assembly.
     *
     * @param routes the virtual networks, and what decides the routes of their subnets
     * @param aks what AKS creates
     * @param named what names in security rules stand for
     * @param topology takes elements and links
     * @param addresses who has which address
     * @param standIns public addresses for what Azure would give one
     */
    FabricAssembly(
            SubnetRoutes routes,
            AksResources aks,
            NamedAddresses named,
            Topology.Builder topology,
            AddressBook addresses,
            StandInAddresses standIns) {
        this.routes = routes;
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
        securityByNic.put(identity.name(), found);
        addCard(machine, subnet, identity, found, attachment);
        machineNics.put(attachment.nic(), subnet);
        attachment
                .publicIps()
                .forEach(address -> publicAddresses.put(address, InternetEdge.vnetInterface(subnet.virtualNetwork())));
    }

    /** What filters the packets of each NIC, by name. */
    Map<String, NicSecurity> securityByNic() {
        return securityByNic;
    }

    /**
     * Adds the NIC of a private endpoint. The group of the subnet is asked only if the subnet has network policies for
     * endpoints; security admin rules never are.
     *
     * <p><i>Source:</i> Azure docs, Manage network policies for private endpoints; Security admin rules in Azure Virtual
     * Network Manager (not applied to private endpoints).
     */
    void addEndpointNic(String endpoint, SubnetReference subnet, NicAttachment attachment) {
        NicIdentity identity = new NicIdentity(
                attachment.nic(),
                Set.copyOf(attachment.addresses()),
                NicIdentity.IpForwarding.DISABLED,
                List.of(),
                Set.of());
        boolean isFiltered = routes.subnet(subnet).settings().endpointPolicies().coverSecurityGroups();
        NetworkSecurityGroup group =
                isFiltered ? groups.find(subnetGroup(subnet), subnet).orElse(null) : null;
        AdminRules noAdminRules = new AdminRules(List.of(), subnet.virtualNetwork(), tags(subnet));
        NicAttachment bySystemRoutes = new NicAttachment(
                attachment.nic(), systemRoutesOf(subnet.subnet()), attachment.addresses(), null, attachment.zone());
        addCard(endpoint, subnet, identity, new NicSecurity(noAdminRules, null, group), bySystemRoutes);
    }

    private static String systemRoutesOf(String subnet) {
        return subnet + " (private endpoints)";
    }

    private void addCard(
            String machine,
            SubnetReference subnet,
            NicIdentity identity,
            NicSecurity security,
            NicAttachment attachment) {
        String element = nicElement(identity.name());
        topology.add(new TopologyNode(element, "nic", elements -> new NetworkInterfaceCard(identity, security)));
        topology.link(
                new LinkEnd(machine, NodeRoutes.ETH0),
                new LinkEnd(element, NetworkInterfaceCard.VM),
                LinkLatency.GUEST_TO_NIC_NANOS);
        addMember(subnet, attachment, new LinkEnd(element, NetworkInterfaceCard.FABRIC));
    }

    /** Makes something a member of a virtual network, at an address of one of its subnets. */
    void addMember(SubnetReference subnet, NicAttachment attachment, LinkEnd end) {
        nicsByNetwork
                .computeIfAbsent(subnet.virtualNetwork(), name -> new ArrayList<>())
                .add(attachment);
        memberEnds.put(attachment.nic(), end);
    }

    /** Leads a public address to an element of its own, which is linked to the edge. */
    void publish(IpAddress address, String element) {
        publicAddresses.put(address, InternetEdge.deviceInterface(element));
    }

    /** The routes of each machine's NIC. */
    Map<String, EffectiveRoutes> routesByNic() {
        Map<SubnetReference, EffectiveRoutes> bySubnet = new HashMap<>();
        Map<String, EffectiveRoutes> byNic = new HashMap<>();
        machineNics.forEach((nic, subnet) -> byNic.put(nic, bySubnet.computeIfAbsent(subnet, routes::of)));
        return byNic;
    }

    private @Nullable String subnetGroup(SubnetReference reference) {
        if (aks.findSubnetGroup(reference).isPresent()) {
            return aks.findSubnetGroup(reference).get();
        }
        return routes.subnet(reference).settings().networkSecurityGroup();
    }

    private ServiceTags tags(SubnetReference reference) {
        ServiceTags tags = routes.sources(reference).serviceTags().withNamed(named);
        boolean isOwn = aks.nodeSubnet().reference().virtualNetwork().equals(reference.virtualNetwork());
        List<Cidr> podCidrs =
                aks.overlays().stream().map(OverlayDomain::podCidr).toList();
        return isOwn && !podCidrs.isEmpty() ? tags.withOverlayPodCidrs(podCidrs) : tags;
    }

    /** Adds the virtual networks and everything beyond them, once all NICs are there. */
    void finish(LoadBalancerPlan plan) {
        LoadBalancerAssembly loadBalancers = new LoadBalancerAssembly(plan.list(securityByNic), topology);
        topology.add(new TopologyNode(EDGE, "internet", elements -> new InternetEdge(publicAddresses, latency)));
        for (VirtualNetworkSpec network : routes.networks()) {
            addNetwork(network, loadBalancers, plan.loadBalancedNics());
        }
        new NeighbourPlan(routes).link(this::link);
        loadBalancers.add(publicAddresses);
    }

    /** Links a host on the internet to its edge. */
    void addInternetHost(InternetHost host, String element) {
        host.ips().forEach(ip -> publicAddresses.put(ip, InternetEdge.hostInterface(host.name())));
        link(new LinkEnd(EDGE, InternetEdge.hostInterface(host.name())), new LinkEnd(element, NodeRoutes.ETH0));
    }

    /** Links an interface with a public address to the internet's edge. */
    void addPublicAddress(IpAddress address, String name, LinkEnd owner) {
        publicAddresses.put(address, InternetEdge.hostInterface(name));
        link(new LinkEnd(EDGE, InternetEdge.hostInterface(name)), owner);
    }

    private void link(LinkEnd a, LinkEnd b) {
        topology.link(a, b, LinkLatency.FABRIC_NANOS);
    }

    private void addNetwork(
            VirtualNetworkSpec network, LoadBalancerAssembly loadBalancers, Set<String> loadBalancedNics) {
        String element = networkElement(network.name());
        List<NicAttachment> nics = nicsByNetwork.getOrDefault(network.name(), List.of());
        boolean own = network.equals(aks.nodeSubnet().network());
        Map<String, EffectiveRoutes> bySubnet = new HashMap<>();
        for (SubnetSpec subnet : network.subnets()) {
            SubnetReference reference = new SubnetReference(network.name(), subnet.name());
            bySubnet.put(subnet.name(), routes.of(reference));
            String systemRoutes = systemRoutesOf(subnet.name());
            if (nics.stream().anyMatch(nic -> nic.subnet().equals(systemRoutes))) {
                bySubnet.put(systemRoutes, routes.ofPrivateEndpoints(reference));
            }
        }
        List<OverlayDomain> overlays = own ? aks.overlays() : List.of();
        EgressConfig ways = egress.config(network, machines(nics), loadBalancedNics);
        VirtualNetwork compiled = new VirtualNetwork(new VirtualNetworkConfig(
                        network.name(), bySubnet, nics, overlays, LoadBalancerDoors.NONE, latency, ways))
                .withNeighbours(new NeighbourPlan(routes).of(network));
        // The tables are the same in every run; the flows are those of the run.
        topology.add(new TopologyNode(
                element,
                "vnet",
                elements -> compiled.withLoadBalancers(loadBalancers.doors(network.name(), elements))));
        egress.join(network, ways, machines(nics));
        Set<IpAddress> primary = new HashSet<>();
        for (NicAttachment nic : nics) {
            primary.add(nic.primaryAddress());
            link(
                    Objects.requireNonNull(memberEnds.get(nic.nic())),
                    new LinkEnd(element, VirtualNetwork.nicInterface(nic.nic())));
        }
        String platform = "platform/" + network.name();
        topology.add(new TopologyNode(platform, "platform", elements -> new PlatformHost(primary)));
        link(new LinkEnd(element, VirtualNetwork.PLATFORM), new LinkEnd(platform, PlatformHost.VNET));
        link(
                new LinkEnd(element, VirtualNetwork.INTERNET),
                new LinkEnd(EDGE, InternetEdge.vnetInterface(network.name())));
    }

    private List<NicAttachment> machines(List<NicAttachment> nics) {
        return nics.stream().filter(nic -> machineNics.containsKey(nic.nic())).toList();
    }
}
