package io.podpath.azure.loadbalancer;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.Optional;

/**
 * What a virtual network has to know of a load balancer linked to it.
 *
 * <p>In Azure the load balancer hands a packet to the host of the chosen machine, and that host answers the client
 * directly. This interface is the knowledge that travels with the packet there.
 *
 * <p><i>Source:</i> Patel et al., Ananta: Cloud Scale Load Balancing, SIGCOMM 2013.
 */
public interface LoadBalancedFlows {

    /** Whether the address is a frontend, public or internal. */
    boolean ownsFrontend(IpAddress address);

    /** Whether a rule takes every port of this frontend, so that a route may lead to it. */
    boolean takesAllPorts(IpAddress frontend);

    /** The NIC that a packet of this tuple, as it left the load balancer, was sent to. */
    Optional<String> findBackendNic(FiveTuple delivered);

    /** The frontend that has to stand as source of this reply, if the request was translated on its way in. */
    Optional<TransportAddress> findFrontend(FiveTuple reply);

    /** Whether an outbound rule covers this source. */
    boolean translatesOutbound(IpAddress source);
}
