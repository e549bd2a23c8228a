package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import java.util.List;

/**
 * The six rules that every network security group ends with and nobody can remove.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview, section Default security rules.
 */
final class DefaultSecurityRules {

    /** The lowest priority number of a default rule; declared rules stay below. */
    static final int FIRST_PRIORITY = 65_000;

    private static final Side VIRTUAL_NETWORK = side("VirtualNetwork");

    static final List<NsgRule> ALL = List.of(
            rule("AllowVnetInBound", 65_000, TrafficDirection.INBOUND, Access.ALLOW, VIRTUAL_NETWORK, VIRTUAL_NETWORK),
            rule(
                    "AllowAzureLoadBalancerInBound",
                    65_001,
                    TrafficDirection.INBOUND,
                    Access.ALLOW,
                    side("AzureLoadBalancer"),
                    Side.ANY),
            rule("DenyAllInBound", 65_500, TrafficDirection.INBOUND, Access.DENY, Side.ANY, Side.ANY),
            rule(
                    "AllowVnetOutBound",
                    65_000,
                    TrafficDirection.OUTBOUND,
                    Access.ALLOW,
                    VIRTUAL_NETWORK,
                    VIRTUAL_NETWORK),
            rule("AllowInternetOutBound", 65_001, TrafficDirection.OUTBOUND, Access.ALLOW, Side.ANY, side("Internet")),
            rule("DenyAllOutBound", 65_500, TrafficDirection.OUTBOUND, Access.DENY, Side.ANY, Side.ANY));

    private DefaultSecurityRules() {}

    private static Side side(String tag) {
        return new Side(List.of(tag), List.of());
    }

    private static NsgRule rule(
            String name, int priority, TrafficDirection direction, Access access, Side source, Side destination) {
        return new NsgRule(name, priority, direction, access, null, source, destination);
    }
}
