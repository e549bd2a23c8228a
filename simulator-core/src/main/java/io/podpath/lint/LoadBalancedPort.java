package io.podpath.lint;

import io.podpath.azure.provider.AccessControl;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.security.PacketSet;
import io.podpath.azure.security.ServiceTags;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.cni.NodePlan;
import io.podpath.controlplane.LoadBalancerAnnotations;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A port of a Service of type LoadBalancer, and the packets that come to nodes because of it.
 *
 * @param service the Service
 * @param port the port
 * @param frontend the IPv4 address of its frontend
 */
record LoadBalancedPort(Service service, ServicePort port, IpAddress frontend) {

    /** All such ports with an IPv4 frontend. */
    static List<LoadBalancedPort> list(LintInput input) {
        List<LoadBalancedPort> ports = new ArrayList<>();
        for (Service service : input.network().plan().objects().services()) {
            for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
                if (service.type() == ServiceType.LOAD_BALANCER && ingress.ip().isIpv4()) {
                    service.ports().forEach(port -> ports.add(new LoadBalancedPort(service, port, ingress.ip())));
                }
            }
        }
        return ports;
    }

    /** Whether packets keep the frontend as their destination. */
    boolean isFloating() {
        return LoadBalancerAnnotations.hasFloatingIp(service, frontend);
    }

    boolean isInternal() {
        return LoadBalancerAnnotations.isInternal(service);
    }

    /** Where its packets go, in words. */
    String destination() {
        return isFloating() ? frontend + ":" + port.port() : "port " + port.nodePort() + " of the nodes";
    }

    /** The packets of those who may call, as a security group of these nodes sees them; none if podpath cannot know. */
    PacketSet clients(ServiceTags tags, List<NodePlan> nodes) {
        List<Cidr> destinations = isFloating()
                ? List.of(Cidr.host(frontend))
                : nodes.stream().map(node -> Cidr.host(node.ip())).toList();
        int number = isFloating() ? port.port() : port.nodePort();
        return PacketSet.of(
                Set.of(port.protocol()), callers(tags), destinations, List.of(new PortRange(number, number)));
    }

    /** The IPv4 ranges that may call; empty for everybody. */
    List<Cidr> sourceRanges() {
        List<Cidr> ranges = new ArrayList<>(access().sourceRanges());
        ranges.addAll(access().allowedRanges());
        ranges.removeIf(range -> !range.network().isIpv4());
        return ranges;
    }

    private AccessControl access() {
        return AccessControl.of(
                service.exposure().loadBalancerSourceRanges(),
                service.metadata().annotations());
    }

    private List<Cidr> callers(ServiceTags tags) {
        if (!sourceRanges().isEmpty()) {
            return sourceRanges();
        }
        if (!access().serviceTags().isEmpty()) {
            return List.of();
        }
        return isInternal() ? tags.virtualNetworkPrefixes() : tags.internetPrefixes();
    }

    /** The TCP port of the nodes that the health probe asks; nothing for UDP under policy Cluster. */
    OptionalInt probePort() {
        if (service.exposure().externalTrafficPolicy() == TrafficPolicy.LOCAL) {
            return OptionalInt.of(service.exposure().healthCheckNodePort());
        }
        return port.protocol() == Protocol.TCP ? OptionalInt.of(port.nodePort()) : OptionalInt.empty();
    }

    /** For example {@code demo/web port 80}. */
    @Override
    public String toString() {
        return service.name() + " port " + port.port();
    }
}
