package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.model.Cidr;
import java.util.List;

/**
 * A rule as it works at one NIC.
 *
 * @param name the rule with its kind, such as {@code securityRules/AllowWeb} or {@code
 *     defaultSecurityRules/AllowVnetInBound}
 * @param rule the rule
 * @param expandedSource what the tag or the application security groups of its source hold; empty if there are none, or
 *     the contents are not known
 * @param expandedDestination the same of its destination
 */
public record EffectiveSecurityRule(
        String name, NsgRule rule, List<Cidr> expandedSource, List<Cidr> expandedDestination) {

    public EffectiveSecurityRule {
        expandedSource = List.copyOf(expandedSource);
        expandedDestination = List.copyOf(expandedDestination);
    }
}
