package io.podpath.assembly;

import io.podpath.aks.AksCluster;
import io.podpath.aks.OutboundType;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.security.NamedAddresses;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.Pod;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.EgressGateway;
import io.podpath.cni.EgressGatewayNamespaces;
import io.podpath.cni.EgressGatewayPlan;
import io.podpath.cni.NetworkModel;
import io.podpath.cni.NodeAttachment;
import io.podpath.cni.NodeNamespaces;
import io.podpath.cni.NodePlan;
import io.podpath.cni.NodeRoutes;
import io.podpath.cni.StandInAddresses;
import io.podpath.controlplane.ClusterSubnets;
import io.podpath.controlplane.ControlPlane;
import io.podpath.controlplane.FrontendAllocator;
import io.podpath.controlplane.ManagedNetwork;
import io.podpath.controlplane.ServiceFrontends;
import io.podpath.http.HttpProxies;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.netfilter.Sysctls;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Assembles the network of a cluster and its surroundings from what was declared. */
public final class AksNetworkBuilder {

    /** A client on the internet that every scenario has. */
    public static final InternetHost DEFAULT_CLIENT = new InternetHost(
                    "client", IpAddress.parse("203.0.113.10"), List.of())
            .withIpv6(IpAddress.parse("2001:db8:203:113::10"));

    /** A server on the internet that every scenario has; it listens on every port. */
    public static final InternetHost DEFAULT_SERVER = new InternetHost(
                    "server",
                    IpAddress.parse("203.0.113.80"),
                    List.of(
                            new Listener(Protocol.TCP, ListeningSocket.EVERY_PORT),
                            new Listener(Protocol.UDP, ListeningSocket.EVERY_PORT)))
            .withIpv6(IpAddress.parse("2001:db8:203:113::80"));

    /** As the route table of a subnet: none is attached, not even the one AKS would attach for kubenet. */
    public static final String NO_ROUTE_TABLE = "none";

    private final Topology.Builder topology = new Topology.Builder();
    private final AddressBook addresses = new AddressBook();
    private final Map<String, List<IpAddress>> addressesByName = new HashMap<>();
    private final AzureEnvironment azure;
    private final List<VirtualNetworkSpec> networks;
    private final ClusterPlan plan;
    private final ServiceFrontends frontends;
    private final EgressGatewayPlan egressGateways;
    private final NodeNamespaces namespaces;
    private final MachineAddresses machines;
    private final AksResources aks;
    private final StandInAddresses standIns;
    private final FabricAssembly fabric;
    private final HybridAssembly hybrid;
    private final FirewallAssembly firewalls;
    private final DeclaredLoadBalancers declaredLoadBalancers;
    private final LoadBalancerPlan loadBalancers;
    private final ApplicationGatewayAssembly gateways;
    private final HttpProxies proxies;

    private AksNetworkBuilder(AksCluster cluster, NetworkModel model, AzureEnvironment azure, ClusterObjects declared) {
        this.azure = azure;
        this.networks = ManagedNetwork.networks(cluster, azure);
        ClusterSubnets subnets = new ClusterSubnets(cluster, networks, azure);
        this.plan = new ControlPlane(cluster, model, subnets, azure).plan(declared);
        this.frontends = new ServiceFrontends(plan);
        this.standIns = new StandInAddresses(azure);
        this.egressGateways = new EgressGatewayPlan(plan, azure, standIns);
        this.namespaces = new NodeNamespaces(plan, egressGateways);
        this.aks = new AksResources(plan, azure, frontends);
        SubnetRoutes routes = new SubnetRoutes(networks, aks, azure);
        this.machines = new MachineAddresses(
                azure, routes, plan, frontends.serviceByFrontend().keySet());
        this.declaredLoadBalancers = new DeclaredLoadBalancers(
                egressGateways.withLoadBalancer(azure), machines, new PoolMembers(azure, machines, plan));
        this.loadBalancers = new LoadBalancerPlan(plan, frontends, aks.given(), declaredLoadBalancers);
        this.gateways = new ApplicationGatewayAssembly(azure, plan, machines);
        this.proxies = gateways.proxies();
        NamedAddresses named =
                NamedAddresses.of(azure.list(ServiceTagSpec.class), machines.applicationSecurityGroups());
        this.fabric = new FabricAssembly(routes, aks, named, topology, addresses, standIns);
        this.hybrid = new HybridAssembly(azure, routes, fabric, topology, machines);
        this.firewalls = new FirewallAssembly(azure, routes, fabric, topology, addresses);
    }

    /**
     * Builds the network.
     *
     * @throws ModelProblemException if the declared cluster cannot be built
     */
    public static AksNetwork build(
            AksCluster cluster, NetworkModel model, AzureEnvironment azure, ClusterObjects declared) {
        AksNetworkBuilder builder = new AksNetworkBuilder(cluster, model, azure, declared);
        builder.addNodes();
        builder.addMachines();
        builder.addHybrid();
        builder.firewalls.addAll();
        PrivateLinkAssembly privateLinks = builder.addPrivateLinks();
        builder.gateways.add(builder.proxies, builder.fabric, builder.topology);
        builder.gateways.note(builder.addresses, builder.addressesByName);
        builder.fabric.finish(builder.loadBalancers);
        privateLinks.link();
        builder.firewalls.linkToEdge();
        builder.addInternetHosts();
        builder.gateways.linkOutside(builder.fabric);
        builder.noteFrontends();
        return new AksNetwork(
                builder.plan,
                builder.topology.build(),
                builder.addresses,
                builder.addressesByName,
                builder.namespaces::rules,
                builder.fabric.securityByNic(),
                builder.fabric.routesByNic(),
                builder.loadBalancers.list(builder.fabric.securityByNic()).stream()
                        .map(PlacedLoadBalancer::config)
                        .toList(),
                builder.proxies);
    }

    private void addNodes() {
        Set<IpAddress> floating = frontends.floatingFrontends();
        for (NodePlan node : plan.nodes()) {
            topology.add(new TopologyNode(node.element(), "node", elements -> namespaces.nodeHost(node)));
            node.ips().forEach(address -> addresses.add(address, node.element()));
            Set<IpAddress> frontendsOfNode = new HashSet<>(floating);
            frontendsOfNode.addAll(declaredLoadBalancers.floatingFrontends(node.name()));
            Map<IpAddress, Optional<IpAddress>> secondary = egressGateways.secondary(node);
            NicIdentity identity = plan.model()
                    .nic(node)
                    .withFrontends(frontendsOfNode)
                    .withSecondary(List.copyOf(secondary.keySet()));
            String group = aks.findNodeNicGroup().orElse(null);
            fabric.addNic(
                    node.element(),
                    node.subnet().reference(),
                    identity,
                    NodeAttachment.of(node, identity, publicIp(node), secondary),
                    group);
            addGatewayNamespace(node, secondary);
            plan.model().bridgeAddresses(node).forEach(address -> addresses.add(address, node.element() + " cbr0"));
            for (Pod pod : namespaces.listPods(node)) {
                addPod(node, pod);
            }
        }
    }

    /** The public address of a node: the one it is known to have, or a stand-in if its pool has enableNodePublicIp. */
    private @Nullable IpAddress publicIp(NodePlan node) {
        String pool = node.spec().labels().getOrDefault("agentpool", "");
        Optional<IpAddress> known = aks.findNodePublicIp(node.ip());
        if (known.isEmpty() && !plan.cluster().egress().publicIpPools().contains(pool)) {
            return null;
        }
        IpAddress address = known.orElseGet(standIns::next);
        addresses.add(address, node.element() + " (public)");
        return address;
    }

    /** The namespace of a gateway node in which packets of pods get their address. */
    private void addGatewayNamespace(NodePlan node, Map<IpAddress, Optional<IpAddress>> secondary) {
        if (secondary.isEmpty()) {
            return;
        }
        String element = "egress-gateway/" + node.name();
        topology.add(new TopologyNode(
                element,
                "egress-gateway",
                elements -> new NetworkNamespace(namespaces.gatewayNamespace(node, element))));
        link(element, EgressGatewayNamespaces.HOST_LINK, node, EgressGatewayNamespaces.NODE_LINK);
        for (EgressGateway gateway : egressGateways.list()) {
            if (gateway.findMember(node).isPresent()) {
                link(element, gateway.wireguardInterface(), node, gateway.wireguardInterface());
            }
        }
        secondary.forEach((address, publicIp) -> {
            addresses.add(address, element);
            publicIp.ifPresent(outside -> addresses.add(outside, element + " (public)"));
        });
    }

    private void link(String element, String inside, NodePlan node, String outside) {
        topology.link(new LinkEnd(element, inside), new LinkEnd(node.element(), outside), LinkLatency.VETH_NANOS);
    }

    private void addPod(NodePlan node, Pod pod) {
        String element = "pod/" + pod.name();
        topology.add(new TopologyNode(element, "pod", elements -> namespaces.podHost(node, pod)));
        topology.link(
                new LinkEnd(element, NodeRoutes.ETH0),
                new LinkEnd(node.element(), plan.model().hostInterface(pod)),
                LinkLatency.VETH_NANOS);
        if (egressGateways.find(pod).isPresent()) {
            link(element, EgressGatewayNamespaces.POD_INTERFACE, node, EgressGatewayNamespaces.tunnelOf(pod));
        }
        pod.status().podIps().forEach(address -> addresses.add(address, element));
    }

    private void addMachines() {
        for (VirtualMachineSpec vm : azure.virtualMachines()) {
            List<IpAddress> ips = machines.of(vm);
            String element = "vm/" + vm.name();
            HostAddresses own = new HostAddresses(ips, vm.nic().loopbackAddresses());
            addHost(element, "vm", own, vm.listeners(), vm.nic().ipForwarding() ? Sysctls.ROUTER : Sysctls.HOST);
            NicIdentity identity = NicIdentity.of(vm.name(), ips.toArray(IpAddress[]::new))
                    .withFrontends(declaredLoadBalancers.floatingFrontends(vm.name()));
            NicAttachment attachment = new NicAttachment(
                    vm.name(),
                    vm.subnet().subnet(),
                    ips,
                    vm.publicIp(),
                    vm.nic().zone());
            fabric.addNic(
                    element,
                    vm.subnet(),
                    vm.nic().ipForwarding() ? identity.withIpForwarding() : identity,
                    attachment,
                    vm.nic().networkSecurityGroup());
            vm.findPublicIp().ifPresent(address -> addresses.add(address, element + " (public)"));
        }
    }

    /** What stands beyond virtual networks: private endpoints, gateways, and networks outside Azure. */
    private void addHybrid() {
        hybrid.addPrivateEndpoints((element, address) -> {
            addresses.add(address, element);
            addressesByName.put(element, List.of(address));
        });
        for (OnPremisesSpec site : azure.onPremises()) {
            for (OnPremisesSpec.Host host : site.hosts()) {
                String element = HybridAssembly.hostElement(host);
                HostAddresses own = HostAddresses.of(List.of(host.ip()));
                addHost(element, "onprem-host", own, host.listeners(), Sysctls.HOST);
            }
        }
        hybrid.addGateways();
    }

    private PrivateLinkAssembly addPrivateLinks() {
        PrivateLinkAssembly privateLinks = new PrivateLinkAssembly(azure, plan, frontends, loadBalancers, topology);
        privateLinks.add(fabric, machines, addresses);
        return privateLinks;
    }

    /** A plain Linux machine with one interface, and perhaps more addresses on its loopback interface. */
    private void addHost(String element, String kind, HostAddresses own, List<Listener> listeners, Sysctls sysctls) {
        IpConfiguration configuration = new IpConfiguration(own.interfaces(), own.routes(), null);
        List<ListeningSocket> sockets = listeners.stream()
                .map(listener -> new ListeningSocket(listener.protocol(), listener.port(), element))
                .toList();
        NamespaceConfig config = NamespaceConfig.withoutRules(element, configuration, sysctls, sockets);
        topology.add(new TopologyNode(element, kind, elements -> new NetworkNamespace(config)));
        own.addresses().forEach(address -> addresses.add(address, element));
        addressesByName.put(element, own.addresses());
    }

    private void addInternetHosts() {
        List<InternetHost> hosts = new ArrayList<>(azure.internetHosts());
        Set<String> names = new HashSet<>();
        hosts.forEach(host -> names.add(host.name()));
        for (InternetHost host : List.of(DEFAULT_CLIENT, DEFAULT_SERVER)) {
            if (names.add(host.name())) {
                hosts.add(host);
            }
        }
        for (InternetHost host : hosts) {
            String element = "internet/" + host.name();
            addHost(element, "internet-host", HostAddresses.of(host.ips()), host.listeners(), Sysctls.HOST);
            fabric.addInternetHost(host, element);
        }
    }

    private void noteFrontends() {
        frontends
                .serviceByFrontend()
                .forEach((address, service) -> addresses.add(address, "frontend/" + service.name()));
        if (plan.cluster().egress().outboundType() == OutboundType.LOAD_BALANCER) {
            for (IpFamily family : plan.cluster().ranges().families()) {
                FrontendAllocator.outboundIps(plan.cluster().egress(), family)
                        .forEach(address -> addresses.add(address, "egress"));
            }
        }
    }
}
