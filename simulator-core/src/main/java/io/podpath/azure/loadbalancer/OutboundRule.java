package io.podpath.azure.loadbalancer;

import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.model.IpFamily;

/**
 * An outbound rule: backends without a public address of their own leave under the addresses of the load balancer.
 *
 * <p><i>Source:</i> Azure docs, Outbound rules.
 *
 * @param name its name, {@code aksOutboundRule} in AKS
 * @param ports the addresses, and which backend owns which of their ports
 */
public record OutboundRule(String name, SnatPortAllocation ports) {

    /** The family of its addresses, and so of the flows it translates. */
    public IpFamily family() {
        return ports.addresses().get(0).family();
    }

    /** The name AKS gives it. */
    public static final String AKS_NAME = "aksOutboundRule";

    /** The rule of the second family, whose name in AKS is not published. */
    public static final String AKS_NAME_IPV6 = "aksOutboundRule-IPv6";
}
