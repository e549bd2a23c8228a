package io.podpath.azure.loadbalancer;

import io.podpath.azure.snat.SnatPortAllocation;

/**
 * An outbound rule: backends without a public address of their own leave under the addresses of the load balancer.
 *
 * <p><i>Source:</i> Azure docs, Outbound rules.
 *
 * @param name its name, {@code aksOutboundRule} in AKS
 * @param ports the addresses, and which backend owns which of their ports
 */
public record OutboundRule(String name, SnatPortAllocation ports) {

    /** The name AKS gives it. */
    public static final String AKS_NAME = "aksOutboundRule";
}
