package io.podpath.azure.loadbalancer;

import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.snat.SnatPortAllocation;

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

    /** The rule of a cluster. */
    public static OutboundRule ofAks(SnatPortAllocation ports) {
        return new OutboundRule(AKS_NAME, LoadBalancerConfig.AKS_POOL, ports, IdleTimeout.OF_AKS_OUTBOUND);
    }
}
