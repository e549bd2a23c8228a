package io.podpath.azure.security;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * A group as it works at one NIC: all its rules, the default ones included, with tags expanded.
 *
 * <p><i>Source:</i> Azure docs, Diagnose a virtual machine network traffic filter problem.
 *
 * @param name the name of the group
 * @param association what the group is attached to
 * @param attachedTo the name of that
 * @param rules inbound before outbound, in order of priority
 */
public record EffectiveSecurityGroup(
        String name, Association association, String attachedTo, List<EffectiveSecurityRule> rules) {

    private static final Comparator<NsgRule> ORDER =
            Comparator.comparing(NsgRule::direction).thenComparingInt(NsgRule::priority);

    public EffectiveSecurityGroup {
        rules = List.copyOf(rules);
    }

    /** What rules are attached to. */
    public enum Association {
        /** A virtual network, by its manager. */
        NETWORK_MANAGER,
        /** A subnet. */
        SUBNET,
        /** A NIC. */
        NETWORK_INTERFACE
    }

    static EffectiveSecurityGroup of(NetworkSecurityGroup group, Association association) {
        List<EffectiveSecurityRule> rules = new ArrayList<>();
        group.spec().rules().stream()
                .sorted(ORDER)
                .forEach(rule -> rules.add(expand("securityRules/" + rule.name(), rule, group.tags())));
        DefaultSecurityRules.ALL.forEach(
                rule -> rules.add(expand("defaultSecurityRules/" + rule.name(), rule, group.tags())));
        rules.sort(Comparator.comparing(EffectiveSecurityRule::rule, ORDER));
        String place = group.attachment();
        return new EffectiveSecurityGroup(
                group.spec().name(), association, place.substring(place.indexOf(' ') + 1), rules);
    }

    static EffectiveSecurityGroup of(AdminRules admin) {
        return new EffectiveSecurityGroup(
                "admin rules",
                Association.NETWORK_MANAGER,
                admin.virtualNetwork(),
                admin.list().stream()
                        .sorted(ORDER)
                        .map(rule -> expand("adminRules/" + rule.name(), rule, admin.tags()))
                        .toList());
    }

    private static EffectiveSecurityRule expand(String name, NsgRule rule, ServiceTags tags) {
        return new EffectiveSecurityRule(name, rule, expand(rule.source(), tags), expand(rule.destination(), tags));
    }

    private static List<Cidr> expand(Side side, ServiceTags tags) {
        TreeSet<Cidr> contents = new TreeSet<>();
        side.prefixes().forEach(prefix -> contents.addAll(tags.contents(prefix)));
        side.applicationSecurityGroups()
                .forEach(group -> tags.named().membersOf(group).forEach(member -> contents.add(Cidr.host(member))));
        return List.copyOf(contents);
    }
}
