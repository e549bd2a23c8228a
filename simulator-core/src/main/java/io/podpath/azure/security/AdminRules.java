package io.podpath.azure.security;

import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.FiveTuple;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The security admin rules of Azure Virtual Network Manager that reach the NICs of a virtual network. They are asked
 * before its security groups: {@code Deny} and {@code AlwaysAllow} end the matter, {@code Allow} and no rule at all hand
 * the packet on to the groups.
 *
 * <p>Packets to the platform's own addresses are treated as by groups (derived: the documents name groups only).
 *
 * <p><i>Source:</i> Azure docs, Security admin rules in Azure Virtual Network Manager; Network security groups overview,
 * section Security admin rules.
 */
public final class AdminRules {

    private final String virtualNetwork;
    private final String place;
    private final ServiceTags tags;
    private final List<NsgRule> applicable;
    private final Map<TrafficDirection, PlacedRules> rules = new EnumMap<>(TrafficDirection.class);

    /**
     * The rules deployed to a virtual network.
     *
     * @param declared all declared rules; those of other networks are left out
     * @param virtualNetwork the network
     * @param tags what the service tags mean to the NICs of one of its subnets
     */
    public AdminRules(Collection<AdminRuleSpec> declared, String virtualNetwork, ServiceTags tags) {
        this.virtualNetwork = virtualNetwork;
        this.tags = tags;
        this.place = "admin rules (" + virtualNetwork + ")";
        this.applicable = declared.stream()
                .filter(rule -> rule.appliesTo(virtualNetwork))
                .map(AdminRuleSpec::rule)
                .toList();
        for (TrafficDirection direction : TrafficDirection.values()) {
            rules.put(direction, new PlacedRules(new OrderedRules(applicable, direction, tags), place));
        }
    }

    /** No rules. */
    public static AdminRules none() {
        return new AdminRules(List.of(), "", ServiceTags.ofVirtualNetwork(List.of()));
    }

    /** The virtual network they are deployed to. */
    String virtualNetwork() {
        return virtualNetwork;
    }

    /** The rules, in the order they were declared. */
    List<NsgRule> list() {
        return applicable;
    }

    /** What service tags in them mean. */
    ServiceTags tags() {
        return tags;
    }

    /** What the rules say about a new flow; a decision without a rule if none matches. */
    public NsgDecision decide(TrafficDirection direction, FiveTuple tuple) {
        return rules(direction).decide(tuple, Audience.of(direction, tuple));
    }

    /** As {@link #decide}, and which other rules look relevant; slower, for traces. */
    public NsgDecision explain(TrafficDirection direction, FiveTuple tuple) {
        return rules(direction).explain(tuple, Audience.of(direction, tuple));
    }

    private PlacedRules rules(TrafficDirection direction) {
        return Objects.requireNonNull(rules.get(direction));
    }

    /** Where they stand, for example {@code admin rules (hub)}. */
    @Override
    public String toString() {
        return place;
    }
}
