package io.podpath.assembly;

import io.podpath.azure.fabric.FabricLatency;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.OnPremisesNetwork;
import io.podpath.azure.fabric.PrivateEndpoint;
import io.podpath.azure.fabric.PrivateLinkEndpoint;
import io.podpath.azure.fabric.VirtualNetworkGateway;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.azure.route.Connectivity;
import io.podpath.cni.NodeRoutes;
import io.podpath.element.Element;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Builds what connects virtual networks to services and to networks outside: private endpoints, gateways and sites.
 *
 * <pre>
 * vnet/hub -- gateway/hub-vpn -- on-premises/datacenter -- onprem/mainframe
 * vnet/hub -- nic/sql.nic -- private-endpoint/sql
 * </pre>
 */
final class HybridAssembly {

    private static final String NIC_SUFFIX = ".nic";

    private final AzureEnvironment azure;
    private final SubnetRoutes routes;
    private final FabricAssembly fabric;
    private final Topology.Builder topology;
    private final MachineAddresses addresses;
    private final FabricLatency latency = FabricLatency.DEFAULT;

    HybridAssembly(
            AzureEnvironment azure,
            SubnetRoutes routes,
            FabricAssembly fabric,
            Topology.Builder topology,
            MachineAddresses addresses) {
        this.azure = azure;
        this.routes = routes;
        this.fabric = fabric;
        this.topology = topology;
        this.addresses = addresses;
    }

    static String hostElement(OnPremisesSpec.Host host) {
        return "onprem/" + host.name();
    }

    static String endpointElement(PrivateEndpointSpec endpoint) {
        return "private-endpoint/" + endpoint.name();
    }

    private static Element endpoint(PrivateEndpointSpec endpoint, String element) {
        Optional<String> service = endpoint.findPrivateLinkService();
        return service.isPresent()
                ? new PrivateLinkEndpoint(service.get())
                : new PrivateEndpoint(element, endpoint.listeners());
    }

    /** Adds the private endpoints; the consumer learns element and address of each. */
    void addPrivateEndpoints(BiConsumer<String, IpAddress> found) {
        for (PrivateEndpointSpec endpoint : azure.privateEndpoints()) {
            IpAddress address = addresses.take(endpoint.subnet(), endpoint.findPrivateIp(), endpoint.name());
            String element = endpointElement(endpoint);
            topology.add(new TopologyNode(element, "private-endpoint", elements -> endpoint(endpoint, element)));
            fabric.addEndpointNic(
                    element,
                    endpoint.subnet(),
                    NicAttachment.of(
                            endpoint.name() + NIC_SUFFIX, endpoint.subnet().subnet(), address));
            routes.addPrivateEndpoint(endpoint, address);
            found.accept(element, address);
        }
    }

    /** Adds the gateways as members of their networks, and the sites behind them; their hosts must be there. */
    void addGateways() {
        for (VirtualNetworkGatewaySpec gateway : azure.gateways()) {
            addGateway(gateway);
            routes.connectivity().listSites(gateway).forEach(site -> addSite(site, gateway));
        }
    }

    private void addGateway(VirtualNetworkGatewaySpec gateway) {
        String element = NeighbourPlan.gatewayElement(gateway);
        Connectivity connectivity = routes.connectivity();
        Map<String, List<Cidr>> sites = new TreeMap<>();
        connectivity.listSites(gateway).forEach(site -> sites.put(site.name(), site.prefixes()));
        List<Cidr> networks = connectivity.listAdvertised(gateway);
        topology.add(new TopologyNode(
                element, "gateway", elements -> new VirtualNetworkGateway(gateway.name(), networks, sites, latency)));
        IpAddress address = addresses.take(gateway.subnet(), Optional.empty(), gateway.name());
        fabric.addMember(
                gateway.subnet(),
                NicAttachment.of(
                        NeighbourPlan.gatewayNic(gateway), gateway.subnet().subnet(), address),
                new LinkEnd(element, VirtualNetworkGateway.VNET));
    }

    private void addSite(OnPremisesSpec site, VirtualNetworkGatewaySpec gateway) {
        String element = "on-premises/" + site.name();
        Map<IpAddress, String> hosts = new HashMap<>();
        site.hosts().forEach(host -> hosts.put(host.ip(), host.name()));
        List<Cidr> advertised = routes.connectivity().listAdvertised(gateway);
        topology.add(new TopologyNode(
                element,
                "on-premises",
                elements -> new OnPremisesNetwork(site.name(), site.prefixes(), hosts, advertised, latency)));
        topology.link(
                new LinkEnd(element, OnPremisesNetwork.GATEWAY),
                new LinkEnd(NeighbourPlan.gatewayElement(gateway), VirtualNetworkGateway.siteInterface(site.name())),
                LinkLatency.FABRIC_NANOS);
        for (OnPremisesSpec.Host host : site.hosts()) {
            topology.link(
                    new LinkEnd(element, OnPremisesNetwork.hostInterface(host.name())),
                    new LinkEnd(hostElement(host), NodeRoutes.ETH0),
                    LinkLatency.FABRIC_NANOS);
        }
    }
}
