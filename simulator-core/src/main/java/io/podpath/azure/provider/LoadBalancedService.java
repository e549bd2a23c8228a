package io.podpath.azure.provider;

import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.List;

/**
 * What the cloud provider looks at when it writes security rules for a Service of type LoadBalancer.
 *
 * @param frontend its frontend
 * @param ports its ports
 * @param sourceRanges who may call; empty for no restriction
 * @param floatingIp whether its load balancer rules use floating IP
 * @param nodeAddresses the addresses of the backends, needed only without floating IP
 * @param writing whether the provider writes rules for it at all
 */
public record LoadBalancedService(
        Frontend frontend,
        List<Port> ports,
        List<Cidr> sourceRanges,
        LoadBalancingRule.FloatingIp floatingIp,
        List<IpAddress> nodeAddresses,
        RuleWriting writing) {

    public LoadBalancedService {
        ports = List.copyOf(ports);
        sourceRanges = List.copyOf(sourceRanges);
        nodeAddresses = List.copyOf(nodeAddresses);
    }

    /**
     * A port of a Service.
     *
     * @param protocol the transport
     * @param port the port of the Service
     * @param nodePort its node port
     */
    public record Port(Protocol protocol, int port, int nodePort) {}

    /** The annotation {@code azure-disable-load-balancer-nsg-rule}. */
    public enum RuleWriting {
        /** Not set. */
        ENABLED,
        /** Set to true. */
        DISABLED
    }
}
