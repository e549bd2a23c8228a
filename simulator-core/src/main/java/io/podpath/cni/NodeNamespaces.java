package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.aks.KubeProxySetup;
import io.podpath.aks.PodLinkLocalAccess;
import io.podpath.azure.provider.ServiceProbes;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.element.Host;
import io.podpath.element.NetworkInterface;
import io.podpath.element.TwoWayHost;
import io.podpath.element.WireGuardHost;
import io.podpath.ipvs.IpvsTimeouts;
import io.podpath.ipvs.Scheduler;
import io.podpath.kubeproxy.EndpointsMap;
import io.podpath.kubeproxy.IptablesMode;
import io.podpath.kubeproxy.IpvsMode;
import io.podpath.kubeproxy.IpvsSettings;
import io.podpath.kubeproxy.KubeProxyConfig;
import io.podpath.kubeproxy.NftablesMode;
import io.podpath.kubeproxy.ProxyMode;
import io.podpath.kubeproxy.ProxyNode;
import io.podpath.kubeproxy.ServicePortMap;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.netfilter.HookRegistration;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.netfilter.RuleMeaning;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Sysctls;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the network namespaces of nodes and pods.
 *
 * <p>A node is configured, and its rules are written, when its first packet arrives; both are kept for later runs. A
 * thousand nodes share the part of kube-proxy's work that is the same on all of them. In a dual-stack cluster kube-proxy
 * runs once per family, and so does what translates sources.
 */
public final class NodeNamespaces {

    private static final int KUBELET_PORT = 10_250;
    private static final int KUBE_PROXY_HEALTH_PORT = 10_256;

    private final ClusterPlan plan;
    private final EgressGatewayPlan gateways;
    private final EgressGatewayNamespaces gatewayNamespaces;
    private final Map<String, List<Pod>> podsByNode;
    private final RuleMeaning meaning = new NodeRuleMeaning();
    private final List<ListeningSocket> socketsOfEveryNode;
    private final Map<String, NamespaceConfig> configByNode = new HashMap<>();
    private final Map<String, NamespaceRules> rulesByNode = new HashMap<>();
    private final ServiceDestinations services;
    private final Map<IpFamily, ProxyMode> kubeProxies = new EnumMap<>(IpFamily.class);

    /** The nodes and pods of a cluster whose addresses are given out. */
    public NodeNamespaces(ClusterPlan plan, EgressGatewayPlan gateways) {
        this.plan = plan;
        this.gateways = gateways;
        this.gatewayNamespaces = new EgressGatewayNamespaces(plan, gateways);
        this.podsByNode = plan.podsByNode();
        this.services = ServiceDestinations.of(plan);
        this.socketsOfEveryNode = socketsOfEveryNode(plan.objects().services());
        if (plan.cluster().egress().loadBalancer().probeMode() == ServiceProbes.Mode.SHARED) {
            socketsOfEveryNode.add(new ListeningSocket(Protocol.TCP, ServiceProbes.SHARED_PORT, "health-probe-proxy"));
        }
    }

    /** The pods of a node that have a namespace of their own. */
    public List<Pod> listPods(NodePlan node) {
        return podsByNode.getOrDefault(node.name(), List.of()).stream()
                .filter(pod -> !pod.spec().hostNetwork())
                .toList();
    }

    synchronized NamespaceConfig node(NodePlan node) {
        return configByNode.computeIfAbsent(node.name(), name -> configure(node));
    }

    private NamespaceConfig configure(NodePlan node) {
        Map<IpAddress, String> interfaces = new HashMap<>();
        for (Pod pod : listPods(node)) {
            pod.status()
                    .podIps()
                    .forEach(address -> interfaces.put(address, plan.model().hostInterface(pod)));
        }
        IpConfiguration ip = gatewayNamespaces.ofNode(node, plan.model().nodeConfiguration(node, interfaces));
        return new NamespaceConfig(
                node.element(),
                withDummyInterfaces(node, ip),
                Sysctls.AKS_NODE.withRouteLocalnet(kubeProxy(IpFamily.IPV4).setsRouteLocalnet()),
                () -> rules(node),
                meaning,
                nodeSockets(node));
    }

    private boolean hasLocalDns(NodePlan node) {
        return plan.cluster().poolOf(node.spec()).findLocalDns().isPresent();
    }

    private IpConfiguration withDummyInterfaces(NodePlan node, IpConfiguration ip) {
        return withProxyInterface(node, hasLocalDns(node) ? ip.with(LocalDnsOfNode.dummyInterface()) : ip);
    }

    /** The proxies of both families bind to one interface. */
    private IpConfiguration withProxyInterface(NodePlan node, IpConfiguration ip) {
        List<NetworkInterface> bound = plan.cluster().ranges().families().stream()
                .flatMap(family -> kubeProxy(family).dummyInterface(proxyNode(node)).stream())
                .toList();
        if (bound.isEmpty()) {
            return ip;
        }
        List<NetworkInterface.Address> addresses =
                bound.stream().flatMap(one -> one.addresses().stream()).toList();
        NetworkInterface first = bound.get(0);
        return ip.with(new NetworkInterface(first.name(), addresses, first.mtuBytes()));
    }

    /** The node's kernel, with the tunnels whose sockets it has. */
    public Host nodeHost(NodePlan node) {
        NetworkNamespace namespace = new NetworkNamespace(node(node));
        List<WireGuardHost.Tunnel> tunnels = gatewayNamespaces.tunnels(node);
        return tunnels.isEmpty() ? namespace : new WireGuardHost(namespace, tunnels);
    }

    /** A pod; with a tunnel to a static egress gateway if it is to have one. */
    public Host podHost(NodePlan node, Pod pod) {
        IpConfiguration plain = plan.model().podConfiguration(node, pod.status().podIps());
        return gateways.find(pod)
                .<Host>map(gateway -> new TwoWayHost(
                        new NetworkNamespace(pod(pod, gatewayNamespaces.ofPod(gateway, plain))),
                        new NetworkNamespace(pod(pod, plain)),
                        NodeRoutes.ETH0))
                .orElseGet(() -> new NetworkNamespace(pod(pod, plain)));
    }

    private static NamespaceConfig pod(Pod pod, IpConfiguration ip) {
        return NamespaceConfig.withoutRules("pod/" + pod.name(), ip, Sysctls.HOST, sockets(pod));
    }

    /** The second namespace of a gateway node. */
    public NamespaceConfig gatewayNamespace(NodePlan node, String element) {
        return gatewayNamespaces.gatewayNamespace(node, element);
    }

    /** The whole rule set of a node, of each family of the cluster. */
    public synchronized NamespaceRules rules(NodePlan node) {
        return rulesByNode.computeIfAbsent(node.name(), name -> {
            NamespaceRules ipv4 = rules(node, IpFamily.IPV4);
            return plan.cluster().ranges().findIpv6().isPresent() ? ipv4.withIpv6(rules(node, IpFamily.IPV6)) : ipv4;
        });
    }

    /** Provisioning, whose addresses are of IPv4; then kube-proxy, then what translates sources. */
    private NamespaceRules rules(NodePlan node, IpFamily family) {
        Ruleset.Builder rules = new Ruleset.Builder();
        if (family == IpFamily.IPV4) {
            if (plan.cluster().networking().nodes().podLinkLocalAccess() == PodLinkLocalAccess.NONE) {
                NodeRules.blockMetadataService(node, rules);
            }
            NodeRules.blockHostServices(rules);
            if (hasLocalDns(node)) {
                LocalDnsOfNode.skipTracking(rules);
            }
        }
        List<HookRegistration> hooks = new ArrayList<>(kubeProxy(family).write(proxyNode(node), rules));
        if (plan.cluster().networking().dataplane().equals("cilium")) {
            hooks.addAll(CiliumServices.of(services));
        }
        plan.model()
                .sourceTranslation(plan.cluster(), node)
                .write(family, plan.objects().masqueradeConfigs(), rules);
        if (family == IpFamily.IPV4) {
            gatewayNamespaces.write(node, rules);
        }
        return NamespaceRules.of(rules.build(), hooks);
    }

    /** The node as kube-proxy sees it: with the addresses of all its interfaces, those of the node object first. */
    private ProxyNode proxyNode(NodePlan node) {
        ProxyNode spec = ProxyNode.of(node.spec());
        Set<IpAddress> addresses = new LinkedHashSet<>(spec.addresses());
        IpConfiguration ip = plan.model().nodeConfiguration(node, Map.of());
        ip.interfaces().forEach(one -> one.addresses().forEach(own -> addresses.add(own.address())));
        return new ProxyNode(spec.name(), spec.zone(), List.copyOf(addresses));
    }

    private ProxyMode kubeProxy(IpFamily family) {
        return kubeProxies.computeIfAbsent(family, this::startKubeProxy);
    }

    private ProxyMode startKubeProxy(IpFamily family) {
        AksCluster.Networking networking = plan.cluster().networking();
        KubeProxyConfig config = KubeProxyConfig.of(family, LocalPodDetection.of(plan, networking.kubeProxy(), family));
        ServicePortMap services = ServicePortMap.of(plan.objects().services(), family);
        EndpointsMap endpoints = EndpointsMap.of(plan.objects().endpointSlices(), family);
        KubeProxySetup.Mode mode =
                networking.runsKubeProxy() ? networking.kubeProxy().mode() : KubeProxySetup.Mode.DISABLED;
        return switch (mode) {
            case IPTABLES -> new IptablesMode(config, services, endpoints);
            case NFTABLES -> new NftablesMode(config, plan.cluster().ranges().serviceCidrs(), services, endpoints);
            case IPVS -> new IpvsMode(config, ipvsSettings(), services, endpoints);
            // Cilium takes packets for Services before, and without it no probe is walked; nodes can still be rendered.
            case DISABLED -> (node, rules) -> List.of();
        };
    }

    private IpvsSettings ipvsSettings() {
        KubeProxySetup.Ipvs ipvs = plan.cluster().networking().kubeProxy().ipvs();
        Scheduler scheduler = switch (ipvs.scheduler()) {
            case ROUND_ROBIN -> Scheduler.RR;
            case LEAST_CONNECTION -> Scheduler.LC;
        };
        IpvsTimeouts timeouts = IpvsTimeouts.KERNEL.changedTo(
                ipvs.tcpTimeoutSeconds(), ipvs.tcpFinTimeoutSeconds(), ipvs.udpTimeoutSeconds());
        return new IpvsSettings(scheduler, timeouts);
    }

    private static List<ListeningSocket> sockets(Pod pod) {
        List<ListeningSocket> sockets = new ArrayList<>();
        for (ContainerPort port : pod.spec().ports()) {
            sockets.add(new ListeningSocket(port.protocol(), port.port(), "pod/" + pod.name()));
        }
        return sockets;
    }

    /** kubelet and kube-proxy's health servers. */
    private static List<ListeningSocket> socketsOfEveryNode(List<Service> services) {
        List<ListeningSocket> sockets = new ArrayList<>();
        sockets.add(new ListeningSocket(Protocol.TCP, KUBELET_PORT, "kubelet"));
        sockets.add(new ListeningSocket(Protocol.TCP, KUBE_PROXY_HEALTH_PORT, "kube-proxy"));
        for (Service service : services) {
            int healthPort = service.exposure().healthCheckNodePort();
            if (healthPort != 0) {
                sockets.add(new ListeningSocket(Protocol.TCP, healthPort, "kube-proxy"));
            }
        }
        return sockets;
    }

    /** What listens on every node, and pods that live in the node's namespace. */
    private List<ListeningSocket> nodeSockets(NodePlan node) {
        List<ListeningSocket> sockets = new ArrayList<>(socketsOfEveryNode);
        for (Pod pod : podsByNode.getOrDefault(node.name(), List.of())) {
            if (pod.spec().hostNetwork()) {
                sockets.addAll(sockets(pod));
            }
        }
        if (hasLocalDns(node)) {
            sockets.addAll(LocalDnsOfNode.sockets());
        }
        sockets.addAll(gatewayNamespaces.sockets(node));
        return sockets;
    }
}
