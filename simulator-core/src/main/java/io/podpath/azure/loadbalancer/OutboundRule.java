package io.podpath.azure.loadbalancer;

import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.model.IpFamily;

/**
 * An outbound rule: backends without a public address of their own leave under the addresses of the load balancer.
 *
 * <p><i>Source:</i> Azure docs, Outbound rules.
 *
 * @param name its name, {@code aksOutboundRule} in AKS
 * @param pool the pool it serves
 * @param ports the addresses, and which backend owns which of their ports
 * @param idleTimeout when a silent flow is forgotten
 */
public record OutboundRule(String name, String pool, SnatPortAllocation ports, IdleTimeout idleTimeout) {

    /** The name AKS gives it. */
    public static final String AKS_NAME = "aksOutboundRule";

    /** The rule of the second family, whose name in AKS is not published. */
    public static final String AKS_NAME_IPV6 = "aksOutboundRule-IPv6";

    /** The rule of a cluster for the family of these addresses. */
    public static OutboundRule ofAks(SnatPortAllocation ports, IdleTimeout idleTimeout) {
        String name = ports.family() == IpFamily.IPV4 ? AKS_NAME : AKS_NAME_IPV6;
        return new OutboundRule(name, LoadBalancerConfig.AKS_POOL, ports, idleTimeout);
    }

    /** The rule of a cluster that has no timeout of its own. */
    public static OutboundRule ofAks(SnatPortAllocation ports) {
        return ofAks(ports, IdleTimeout.OF_AKS_OUTBOUND);
    }

    /** The family of its addresses, and so of the flows it translates. */
    public IpFamily family() {
        return ports.family();
    }
}
