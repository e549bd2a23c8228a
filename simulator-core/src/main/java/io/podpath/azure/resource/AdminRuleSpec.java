package io.podpath.azure.resource;

import java.util.List;

/**
 * A security admin rule of Azure Virtual Network Manager: asked before the security groups of every NIC in the virtual
 * networks it is deployed to.
 *
 * <p><i>Does not model:</i> rule collections and network groups; the virtual networks are named at the rule. Subnets of
 * services that admin rules leave out are not told apart.
 *
 * <p><i>Source:</i> Azure docs, Security admin rules in Azure Virtual Network Manager.
 *
 * @param rule the rule; its priority is 1 to 4096
 * @param virtualNetworks the networks it is deployed to; empty for all
 */
public record AdminRuleSpec(NsgRule rule, List<String> virtualNetworks) implements AzureResource {

    public AdminRuleSpec {
        virtualNetworks = List.copyOf(virtualNetworks);
    }

    @Override
    public String name() {
        return rule.name();
    }

    /** Whether NICs of this virtual network are subject to it. */
    public boolean appliesTo(String virtualNetwork) {
        return virtualNetworks.isEmpty() || virtualNetworks.contains(virtualNetwork);
    }
}
