package io.podpath.azure.resource;

import java.util.List;

/**
 * A network security group as declared, without Azure's default rules.
 *
 * @param name its name
 * @param rules its rules, in any order
 */
public record NetworkSecurityGroupSpec(String name, List<NsgRule> rules) implements AzureResource {

    public NetworkSecurityGroupSpec {
        rules = List.copyOf(rules);
        for (NsgRule rule : rules) {
            if (rule.access() == NsgRule.Access.ALWAYS_ALLOW) {
                throw new IllegalArgumentException("rule " + rule.name() + ": only admin rules allow always");
            }
        }
    }
}
