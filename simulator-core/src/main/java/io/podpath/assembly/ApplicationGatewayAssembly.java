package io.podpath.assembly;

import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodeRoutes;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.http.HttpProxies;
import io.podpath.http.HttpProxy;
import io.podpath.http.ProxyKind;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds application gateways: hosts that listen for clients and open connections to pods.
 *
 * <pre>
 * v2:             internet/edge -- vnet -- nic/agw -- appgw/agw     (public frontend, private frontend, instances)
 * for Containers: internet/edge -- appgw/agc -- nic/agc -- vnet     (frontend outside, delegated subnet inside)
 * </pre>
 *
 * <p><i>Models:</i> one host with the addresses of all instances; the public frontend leads to the first one's address,
 * which is what security groups of the subnet see. <i>Does not model:</i> how a frontend spreads clients over instances,
 * management traffic of {@code GatewayManager}, zones.
 *
 * <p><i>Source:</i> Azure docs, How an application gateway works; Application Gateway infrastructure configuration;
 * Application Gateway for Containers components.
 */
final class ApplicationGatewayAssembly {

    static final String PREFIX = "appgw/";
    private static final String FRONTEND = "frontend";

    private final AzureEnvironment azure;
    private final ClusterPlan plan;
    private final Map<ApplicationGatewaySpec, List<IpAddress>> instances = new LinkedHashMap<>();

    ApplicationGatewayAssembly(AzureEnvironment azure, ClusterPlan plan, MachineAddresses machines) {
        this.azure = azure;
        this.plan = plan;
        for (ApplicationGatewaySpec gateway : azure.list(ApplicationGatewaySpec.class)) {
            List<IpAddress> addresses = new ArrayList<>();
            for (int i = 0; i < gateway.instances(); i++) {
                addresses.add(machines.take(gateway.subnet(), Optional.empty(), gateway.name()));
            }
            instances.put(gateway, addresses);
        }
    }

    /** Everybody who forwards HTTP requests, in the cluster and outside. */
    HttpProxies proxies() {
        List<HttpProxy.Outside> outside = new ArrayList<>();
        instances.forEach((gateway, addresses) ->
                outside.add(new HttpProxy.Outside(PREFIX + gateway.name(), kind(gateway), addresses)));
        return new HttpProxies(plan.objects(), outside);
    }

    private static ProxyKind kind(ApplicationGatewaySpec gateway) {
        return switch (gateway.kind()) {
            case V2 -> ProxyKind.APPLICATION_GATEWAY;
            case FOR_CONTAINERS -> ProxyKind.APPLICATION_GATEWAY_FOR_CONTAINERS;
        };
    }

    /** Adds all gateways. */
    void add(HttpProxies proxies, FabricAssembly fabric, Topology.Builder topology) {
        instances.forEach((gateway, addresses) -> {
            String element = PREFIX + gateway.name();
            List<ListeningSocket> sockets = proxies.find(element).orElseThrow().routes().ports().stream()
                    .map(port -> new ListeningSocket(Protocol.TCP, port, element))
                    .toList();
            List<IpAddress> own = new ArrayList<>(addresses);
            gateway.findPrivateIp().ifPresent(own::add);
            IpConfiguration ip = configuration(gateway, own);
            NamespaceConfig config = NamespaceConfig.withoutRules(element, ip, Sysctls.HOST, sockets);
            topology.add(new TopologyNode(element, "application-gateway", elements -> new NetworkNamespace(config)));
            boolean isInside = gateway.kind() == ApplicationGatewaySpec.Kind.V2;
            fabric.addNic(
                    element,
                    gateway.subnet(),
                    NicIdentity.of(gateway.name(), own.toArray(IpAddress[]::new)),
                    new NicAttachment(
                            gateway.name(), gateway.subnet().subnet(), own, isInside ? gateway.publicIp() : null, ""),
                    null);
        });
    }

    /** Notes who has which address. */
    void note(AddressBook book, Map<String, List<IpAddress>> addressesByName) {
        instances.forEach((gateway, addresses) -> {
            String element = PREFIX + gateway.name();
            addresses.forEach(address -> book.add(address, element));
            gateway.findPrivateIp().ifPresent(address -> book.add(address, element));
            gateway.findPublicIp().ifPresent(address -> {
                book.add(address, element + " (public)");
                addressesByName.put(element + " (public)", List.of(address));
            });
            gateway.findPrivateIp()
                    .or(gateway::findPublicIp)
                    .ifPresent(address -> addressesByName.put(element, List.of(address)));
        });
    }

    private IpConfiguration configuration(ApplicationGatewaySpec gateway, List<IpAddress> own) {
        List<NetworkInterface.Address> addresses = own.stream()
                .map(address -> new NetworkInterface.Address(address, 32))
                .toList();
        NetworkInterface inside = new NetworkInterface(NodeRoutes.ETH0, addresses, NetworkInterface.ETHERNET_MTU_BYTES);
        if (gateway.kind() == ApplicationGatewaySpec.Kind.V2
                || gateway.findPublicIp().isEmpty()) {
            RoutingTable routes = new RoutingTable(List.of(Route.onLink(Cidr.ANY_IPV4, NodeRoutes.ETH0)));
            return new IpConfiguration(List.of(inside), routes, null);
        }
        List<Route> routes = new ArrayList<>();
        azure.virtualNetworks().stream()
                .filter(network -> network.name().equals(gateway.subnet().virtualNetwork()))
                .flatMap(network -> network.addressPrefixes().stream())
                .forEach(prefix -> routes.add(Route.onLink(prefix, NodeRoutes.ETH0)));
        plan.cluster().ranges().findPodCidr().ifPresent(pods -> routes.add(Route.onLink(pods, NodeRoutes.ETH0)));
        routes.add(Route.onLink(Cidr.ANY_IPV4, FRONTEND));
        NetworkInterface outside = NetworkInterface.of(
                FRONTEND, new NetworkInterface.Address(gateway.findPublicIp().get(), 32));
        return new IpConfiguration(List.of(inside, outside), new RoutingTable(routes), null);
    }

    /** Links the frontends that are outside every virtual network. */
    void linkOutside(FabricAssembly fabric) {
        for (ApplicationGatewaySpec gateway : instances.keySet()) {
            boolean isOutside = gateway.kind() == ApplicationGatewaySpec.Kind.FOR_CONTAINERS;
            gateway.findPublicIp()
                    .filter(address -> isOutside)
                    .ifPresent(address -> fabric.addPublicAddress(
                            address, gateway.name(), new LinkEnd(PREFIX + gateway.name(), FRONTEND)));
        }
    }
}
