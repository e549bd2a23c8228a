package io.podpath.kubeproxy;

import io.podpath.cluster.TrafficPolicy;
import io.podpath.ipvs.RealServer;
import io.podpath.ipvs.VirtualServer;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Collects what one node needs in ipvs mode, service port by service port.
 *
 * <p>A policy Local asks for local endpoints, and falls back to those of the whole cluster if there is none, so that pods of
 * the node still get an answer; clients from outside are translated too, and then cannot read the answer. Virtual servers
 * stay when there is no endpoint at all.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/ipvs/proxier.go}, {@code syncProxyRules} and {@code syncEndpoint}.
 */
final class IpvsNodePlan {

    private final KubeProxyConfig config;
    private final IpvsSettings settings;
    private final ProxyNode node;
    private final List<IpAddress> nodePortAddresses;
    private final List<VirtualServer> virtualServers = new ArrayList<>();
    private final Map<KubeIpSet, SortedSet<String>> sets = new EnumMap<>(KubeIpSet.class);
    private final Set<IpAddress> bound = new LinkedHashSet<>();
    private final List<IpvsNode.ClosedToNode> closedToNode = new ArrayList<>();

    IpvsNodePlan(KubeProxyConfig config, IpvsSettings settings, ProxyNode node) {
        this.config = config;
        this.settings = settings;
        this.node = node;
        this.nodePortAddresses = NodePortAddresses.of(config).listAddresses(node).stream()
                .filter(address -> !address.isLoopback() && address.family() == config.family())
                .toList();
    }

    IpvsNode finish() {
        SortedSet<String> all = new TreeSet<>();
        bound.forEach(address -> all.add(address.toString()));
        sets.put(KubeIpSet.IPVS_IPS, all);
        return new IpvsNode(virtualServers, sets, new ArrayList<>(bound), closedToNode);
    }

    void add(ServicePortInfo service, List<EndpointInfo> endpoints) {
        noteHairpin(service, endpoints);
        EndpointCategories found = EndpointSelection.categorize(endpoints, service, node, config.hints());
        addClusterIp(service, found);
        for (IpAddress address : service.external().externalIps()) {
            boolean local = service.policies().isExternalLocal();
            note(local ? KubeIpSet.EXTERNAL_IP_LOCAL : KubeIpSet.EXTERNAL_IP, at(service, address));
            bind(address);
            addVirtualServer(
                    service,
                    at(address, service.clusterIp().port()),
                    found,
                    service.policies().external());
        }
        for (IpAddress address : service.external().loadBalancerVips()) {
            addLoadBalancer(service, address, found);
        }
        if (service.nodePort() != 0) {
            if (nodePortAddresses.isEmpty()) {
                return; // kube-proxy leaves the rest of the service port out as well
            }
            addNodePort(service, found);
        }
        if (service.external().healthCheckNodePort() != 0) {
            String port = Integer.toString(service.external().healthCheckNodePort());
            note(KubeIpSet.HEALTH_CHECK_NODE_PORT, port);
        }
    }

    /** Local endpoints that may meet themselves, whatever their condition. */
    private void noteHairpin(ServicePortInfo service, List<EndpointInfo> endpoints) {
        for (EndpointInfo endpoint : endpoints) {
            if (endpoint.isOn(node.name())) {
                IpAddress address = endpoint.address().address();
                note(KubeIpSet.LOOP_BACK, entry(service, endpoint.address()) + "," + address);
            }
        }
    }

    private void addClusterIp(ServicePortInfo service, EndpointCategories found) {
        note(KubeIpSet.CLUSTER_IP, entry(service, service.clusterIp()));
        bound.add(service.clusterIp().address());
        addVirtualServer(service, service.clusterIp(), found, service.policies().internal());
    }

    private void addLoadBalancer(ServicePortInfo service, IpAddress address, EndpointCategories found) {
        String entry = at(service, address);
        note(KubeIpSet.LOAD_BALANCER, entry);
        if (service.policies().isExternalLocal()) {
            note(KubeIpSet.LOAD_BALANCER_LOCAL, entry);
        }
        if (!service.external().sourceRanges().isEmpty()) {
            note(KubeIpSet.LOAD_BALANCER_FW, entry);
            for (Cidr range : service.external().sourceRanges()) {
                note(KubeIpSet.LOAD_BALANCER_SOURCE_CIDR, entry + "," + range);
            }
            if (allowsNode(service)) {
                note(KubeIpSet.LOAD_BALANCER_SOURCE_IP, entry + "," + address);
            } else {
                closedToNode.add(new IpvsNode.ClosedToNode(service, address));
            }
        }
        bind(address);
        addVirtualServer(
                service,
                at(address, service.clusterIp().port()),
                found,
                service.policies().external());
    }

    private boolean allowsNode(ServicePortInfo service) {
        return node.findPrimaryAddress(config.family())
                .filter(own -> service.external().sourceRanges().stream().anyMatch(range -> range.contains(own)))
                .isPresent();
    }

    private void addNodePort(ServicePortInfo service, EndpointCategories found) {
        Protocol protocol = service.name().protocol();
        boolean local = service.policies().isExternalLocal();
        for (IpAddress address : nodePortAddresses) {
            TransportAddress nodePort = at(address, service.nodePort());
            String entry = protocol == Protocol.SCTP ? entry(service, nodePort) : Integer.toString(service.nodePort());
            note(nodePortSet(protocol), entry);
            if (local) {
                note(localNodePortSet(protocol), entry);
            }
            addVirtualServer(service, nodePort, found, service.policies().external());
        }
    }

    private static KubeIpSet nodePortSet(Protocol protocol) {
        return switch (protocol) {
            case UDP -> KubeIpSet.NODE_PORT_UDP;
            case SCTP -> KubeIpSet.NODE_PORT_SCTP;
            default -> KubeIpSet.NODE_PORT_TCP;
        };
    }

    private static KubeIpSet localNodePortSet(Protocol protocol) {
        return switch (protocol) {
            case UDP -> KubeIpSet.NODE_PORT_LOCAL_UDP;
            case SCTP -> KubeIpSet.NODE_PORT_LOCAL_SCTP;
            default -> KubeIpSet.NODE_PORT_LOCAL_TCP;
        };
    }

    private void addVirtualServer(
            ServicePortInfo service, TransportAddress address, EndpointCategories found, TrafficPolicy policy) {
        boolean local = policy == TrafficPolicy.LOCAL && !found.local().isEmpty();
        List<RealServer> servers = (local ? found.local() : found.cluster())
                .stream().map(endpoint -> RealServer.of(endpoint.address())).toList();
        virtualServers.add(new VirtualServer(
                service.name().protocol(),
                address,
                settings.scheduler(),
                service.affinityTimeoutSeconds(),
                servers,
                service.name().toString()));
    }

    /** An address that another interface of the node already has is not put on the dummy interface. */
    private void bind(IpAddress address) {
        if (!node.addresses().contains(address)) {
            bound.add(address);
        }
    }

    private void note(KubeIpSet set, String entry) {
        sets.computeIfAbsent(set, missing -> new TreeSet<>()).add(entry);
    }

    private static TransportAddress at(IpAddress address, int port) {
        return new TransportAddress(address, port);
    }

    private static String at(ServicePortInfo service, IpAddress address) {
        return entry(service, at(address, service.clusterIp().port()));
    }

    private static String entry(ServicePortInfo service, TransportAddress address) {
        return address.address() + "," + service.name().protocol().lowerCaseName() + ":" + address.port();
    }
}
