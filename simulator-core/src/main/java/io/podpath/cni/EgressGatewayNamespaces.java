package io.podpath.cni;

import io.podpath.cluster.LocalDnsProfile;
import io.podpath.cluster.Pod;
import io.podpath.cluster.StaticGatewayConfiguration;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.element.WireGuardHost;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Sysctls;
import io.podpath.netfilter.Table;
import io.podpath.netfilter.dump.RuleParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What static egress gateways change in network namespaces: of pods that use one, of their nodes, and of gateway nodes.
 *
 * <pre>
 * pod              wg0 (MTU 1420): default;  eth0: the cluster's ranges and excludeCidrs
 * its node         WireGuard's socket, a random port
 * gateway node     eth0 has the load balancer's frontend; WireGuard's socket at port 6000 and on
 * its namespace    wg-6000: the pods;  host0 with the secondary address: default, SNAT to that address
 * gateway node     host-gateway: the secondary address; no masquerading for it
 * </pre>
 *
 * <p><i>Source:</i> Azure/kube-egress-gateway {@code pkg/cni/routes/routes.go}, {@code
 * controllers/daemon/staticgatewayconfiguration_controller.go}; facts SEG-POD-ROUTES, SEG-GATEWAY-NAMESPACE.
 */
public final class EgressGatewayNamespaces {

    /** The tunnel in the namespace of a pod. */
    public static final String POD_INTERFACE = "wg0";
    /** The gateway namespace's end of the link to its node. */
    public static final String HOST_LINK = "host0";
    /** The node's end of it. */
    public static final String NODE_LINK = "host-gateway";

    private static final IpAddress GATEWAY = IpAddress.parse("fe80::1");
    private static final int WIREGUARD_MTU_BYTES = 1_420;
    /** WireGuard draws the port of an interface that names none; these are easy to tell apart. */
    private static final int FIRST_POD_PORT = 51_820;

    private final ClusterPlan plan;
    private final EgressGatewayPlan gateways;
    private final Map<String, List<WireGuardHost.Tunnel>> tunnelsByNode;

    EgressGatewayNamespaces(ClusterPlan plan, EgressGatewayPlan gateways) {
        this.plan = plan;
        this.gateways = gateways;
        this.tunnelsByNode = tunnelsByNode(plan, gateways);
    }

    /** The interface of a node that stands for the tunnel interface of one of its pods. */
    public static String tunnelOf(Pod pod) {
        return POD_INTERFACE + " of pod/" + pod.name();
    }

    /** The tunnels whose sockets a node has. */
    List<WireGuardHost.Tunnel> tunnels(NodePlan node) {
        return tunnelsByNode.getOrDefault(node.name(), List.of());
    }

    /** Every connection makes its nodes anew, so what they share is looked up in one pass over the pods. */
    private static Map<String, List<WireGuardHost.Tunnel>> tunnelsByNode(ClusterPlan plan, EgressGatewayPlan gateways) {
        Map<String, List<WireGuardHost.Tunnel>> byNode = new HashMap<>();
        if (gateways.list().isEmpty()) {
            return byNode;
        }
        for (Pod pod : plan.objects().pods()) {
            Optional<String> node = pod.spec().findNodeName();
            Optional<EgressGateway> gateway = gateways.find(pod);
            if (node.isPresent() && gateway.isPresent()) {
                List<WireGuardHost.Tunnel> tunnels = byNode.computeIfAbsent(node.get(), name -> new ArrayList<>());
                int port = FIRST_POD_PORT + tunnels.size();
                tunnels.add(new WireGuardHost.Tunnel(
                        tunnelOf(pod), port, gateway.get().endpoint()));
            }
        }
        for (EgressGateway gateway : gateways.list()) {
            for (EgressGateway.Member member : gateway.members()) {
                byNode.computeIfAbsent(member.node(), name -> new ArrayList<>())
                        .add(new WireGuardHost.Tunnel(
                                gateway.wireguardInterface(), gateway.endpoint().port(), null));
            }
        }
        return byNode;
    }

    List<ListeningSocket> sockets(NodePlan node) {
        return tunnels(node).stream()
                .map(tunnel -> new ListeningSocket(Protocol.UDP, tunnel.port(), "wireguard"))
                .toList();
    }

    /** The node with its frontends and the link to its gateway namespace. */
    IpConfiguration ofNode(NodePlan node, IpConfiguration ip) {
        Map<IpAddress, ?> secondary = gateways.secondary(node);
        if (secondary.isEmpty()) {
            return ip;
        }
        Set<NetworkInterface.Address> frontends = new LinkedHashSet<>();
        for (EgressGateway gateway : gateways.list()) {
            if (gateway.findMember(node).isPresent()) {
                frontends.add(host(gateway.endpoint().address()));
            }
        }
        List<NetworkInterface> interfaces = new ArrayList<>();
        for (NetworkInterface one : ip.interfaces()) {
            interfaces.add(one.name().equals(NodeRoutes.ETH0) ? withAddresses(one, frontends) : one);
        }
        interfaces.add(NetworkInterface.of(NODE_LINK));
        List<Route> routes = new ArrayList<>(ip.routes().list());
        secondary.keySet().forEach(address -> routes.add(Route.onLink(Cidr.host(address), NODE_LINK)));
        return new IpConfiguration(
                interfaces, new RoutingTable(routes), ip.findBridge().orElse(null));
    }

    private static NetworkInterface withAddresses(NetworkInterface one, Set<NetworkInterface.Address> more) {
        List<NetworkInterface.Address> addresses = new ArrayList<>(one.addresses());
        addresses.addAll(more);
        return new NetworkInterface(one.name(), addresses, one.mtuBytes());
    }

    private static NetworkInterface.Address host(IpAddress address) {
        return new NetworkInterface.Address(address, address.family().addressBits());
    }

    /** Keeps the node from masquerading what its gateway namespace has translated. */
    void write(NodePlan node, Ruleset.Builder rules) {
        Set<IpAddress> secondary = gateways.secondary(node).keySet();
        if (secondary.isEmpty()) {
            return;
        }
        String chain = "EGRESS-GATEWAY-SNAT";
        rules.insert(
                Table.NAT,
                "POSTROUTING",
                RuleParser.parse("-m comment --comment \"kube-egress-gateway no MASQUERADE\" -j " + chain));
        for (IpAddress address : secondary) {
            String own = "EGRESS-" + address.toString().replace('.', '-');
            rules.insert(
                    Table.NAT,
                    chain,
                    RuleParser.parse("-m comment --comment \"kube-egress-gateway no sNAT packet from ip " + address
                            + "\" -j " + own));
            rules.append(Table.NAT, own, RuleParser.parse("-s " + address + "/32 -j ACCEPT"));
        }
    }

    /** The pod with its tunnel. */
    IpConfiguration ofPod(EgressGateway gateway, IpConfiguration ip) {
        StaticGatewayConfiguration configuration = gateway.configuration();
        boolean isDefault = configuration.route() == StaticGatewayConfiguration.DefaultRoute.STATIC_EGRESS_GATEWAY;
        Route usual = ip.routes().list().stream()
                .filter(route -> route.destination().equals(Cidr.ANY_IPV4))
                .findFirst()
                .orElseThrow();
        Route tunnel = Route.via(Cidr.ANY_IPV4, GATEWAY, POD_INTERFACE);
        List<Route> routes = new ArrayList<>();
        Set<Cidr> exceptions = new LinkedHashSet<>();
        if (isDefault) {
            usual.findGateway().ifPresent(via -> routes.add(Route.onLink(Cidr.host(via), NodeRoutes.ETH0)));
            routes.add(tunnel);
            exceptions.addAll(clusterRanges());
        } else {
            routes.addAll(ip.routes().list());
        }
        exceptions.addAll(configuration.excludeCidrs());
        Route other = isDefault ? usual : tunnel;
        for (Cidr range : exceptions) {
            routes.add(new Route(range, other.gateway(), other.outInterface(), null));
        }
        NetworkInterface wg0 = new NetworkInterface(POD_INTERFACE, List.of(), WIREGUARD_MTU_BYTES);
        return new IpConfiguration(ip.interfaces(), new RoutingTable(routes), null).with(wg0);
    }

    /** The ranges that keep the cluster's own way: pods, Services, nodes, and LocalDNS where it runs. */
    private List<Cidr> clusterRanges() {
        Set<Cidr> ranges = new LinkedHashSet<>(plan.cluster().ranges().podCidrs());
        ranges.addAll(plan.cluster().ranges().serviceCidrs());
        plan.nodes().forEach(node -> ranges.add(node.subnet().prefix()));
        if (plan.cluster().nodePools().stream()
                .anyMatch(pool -> pool.findLocalDns().isPresent())) {
            ranges.add(Cidr.host(LocalDnsProfile.CLUSTER_LISTENER));
            ranges.add(Cidr.host(LocalDnsProfile.NODE_LISTENER));
        }
        return ranges.stream().filter(range -> range.network().isIpv4()).toList();
    }

    /** The namespace {@code ns-static-egress-gateway} of a gateway node. */
    NamespaceConfig gatewayNamespace(NodePlan node, String element) {
        List<NetworkInterface> interfaces = new ArrayList<>();
        interfaces.add(new NetworkInterface(
                HOST_LINK,
                gateways.secondary(node).keySet().stream()
                        .map(EgressGatewayNamespaces::host)
                        .toList(),
                NetworkInterface.ETHERNET_MTU_BYTES));
        List<Route> routes = new ArrayList<>();
        routes.add(Route.via(Cidr.ANY_IPV4, node.ip(), HOST_LINK));
        routes.add(Route.onLink(Cidr.host(node.ip()), HOST_LINK));
        Ruleset.Builder rules = new Ruleset.Builder();
        for (EgressGateway gateway : gateways.list()) {
            gateway.findMember(node).ifPresent(member -> {
                interfaces.add(new NetworkInterface(gateway.wireguardInterface(), List.of(), WIREGUARD_MTU_BYTES));
                gateways.podsOf(gateway).stream()
                        .flatMap(pod -> pod.status().podIps().stream())
                        .filter(IpAddress::isIpv4)
                        .forEach(podIp -> routes.add(Route.onLink(Cidr.host(podIp), gateway.wireguardInterface())));
                translate(gateway, member, rules);
            });
        }
        return new NamespaceConfig(
                element,
                new IpConfiguration(interfaces, new RoutingTable(routes), null),
                Sysctls.ROUTER,
                () -> NamespaceRules.of(rules.build()),
                new NodeRuleMeaning(),
                List.of());
    }

    private static void translate(EgressGateway gateway, EgressGateway.Member member, Ruleset.Builder rules) {
        int mark = gateway.endpoint().port();
        String link = gateway.wireguardInterface();
        String hex = "0x" + Integer.toHexString(mark);
        rules.insert(
                Table.NAT,
                "PREROUTING",
                RuleParser.parse("-m comment --comment \"kube-egress-gateway mark packets from gateway link " + link
                        + "\" -j EGRESS-GATEWAY-MARK-" + mark));
        rules.insert(
                Table.NAT,
                "POSTROUTING",
                RuleParser.parse("-m comment --comment \"kube-egress-gateway sNAT packets from gateway link " + link
                        + "\" -j EGRESS-GATEWAY-SNAT-" + mark));
        rules.append(
                Table.NAT,
                "EGRESS-GATEWAY-MARK-" + mark,
                RuleParser.parse("-i " + link + " -j CONNMARK --set-xmark " + hex + "/0xffffffff"));
        rules.append(
                Table.NAT,
                "EGRESS-GATEWAY-SNAT-" + mark,
                RuleParser.parse("-o " + HOST_LINK + " -m connmark --mark " + hex + " -j SNAT --to-source "
                        + member.secondaryIp()));
    }
}
