package io.podpath.azure.provider;

import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.List;

/**
 * What the cloud provider looks at when it writes security rules for a Service of type LoadBalancer.
 *
 * @param scope whether its load balancer is public or internal
 * @param frontends its frontend addresses, one per family as a rule
 * @param ports its ports
 * @param access who may call
 * @param floatingIp whether its load balancer rules use floating IP
 * @param nodeAddresses the addresses of the backends, needed only without floating IP
 */
public record LoadBalancedService(
        Frontend.Scope scope,
        List<IpAddress> frontends,
        List<Port> ports,
        AccessControl access,
        FloatingIp floatingIp,
        List<IpAddress> nodeAddresses) {

    public LoadBalancedService {
        frontends = List.copyOf(frontends);
        ports = List.copyOf(ports);
        nodeAddresses = List.copyOf(nodeAddresses);
    }

    /**
     * A port of a Service.
     *
     * @param name its name, empty if the Service has only one
     * @param protocol the transport
     * @param port the port of the Service
     * @param nodePort its node port
     * @param appProtocol the application protocol, empty if not given
     */
    public record Port(String name, Protocol protocol, int port, int nodePort, String appProtocol) {

        /** A port without name and application protocol. */
        public Port(Protocol protocol, int port, int nodePort) {
            this("", protocol, port, nodePort, "");
        }
    }

    /** What packets have as destination when a security group sees them. */
    List<IpAddress> destinations() {
        return floatingIp == FloatingIp.ENABLED ? frontends : nodeAddresses;
    }
}
