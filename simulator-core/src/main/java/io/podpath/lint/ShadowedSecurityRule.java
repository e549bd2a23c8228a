package io.podpath.lint;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.security.RuleReach;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A security rule that never decides, because rules before it take every packet it matches: one of them, or several
 * together.
 *
 * <p>Decided exactly, with the tags as they are where the group is attached; a rule counts only if it is shadowed at all
 * places. Silent about rules whose shadow depends on what a service tag of unknown contents holds.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview, section Security rules (the first match decides).
 */
final class ShadowedSecurityRule implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP201",
            "shadowed-security-rule",
            "a security rule never decides, since earlier rules take all it matches");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        GroupPlaces places = GroupPlaces.of(input);
        List<Finding> findings = new ArrayList<>();
        for (NetworkSecurityGroupSpec group : places.groups()) {
            for (NsgRule rule : group.rules()) {
                shadows(rule, places.reaches(group, rule.direction()))
                        .ifPresent(shadows -> findings.add(finding(group, rule, shadows)));
            }
        }
        return findings;
    }

    /** The rules that shadow it at the first place, if some do at all places. */
    private static Optional<List<NsgRule>> shadows(NsgRule rule, List<RuleReach> placed) {
        List<List<NsgRule>> shadows =
                placed.stream().map(reach -> reach.shadowsOf(rule)).toList();
        return shadows.isEmpty() || shadows.stream().anyMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of(shadows.get(0));
    }

    private static Finding finding(NetworkSecurityGroupSpec group, NsgRule rule, List<NsgRule> shadows) {
        boolean agrees = shadows.stream().allMatch(other -> other.access() == rule.access());
        String names = shadows.stream().map(PlacedGroup::describe).collect(Collectors.joining(", "));
        return ID.finding(
                agrees ? Severity.NOTE : Severity.WARNING,
                Subject.azure("nsg", group.name()).part(rule.name()),
                PlacedGroup.describe(rule) + " of '" + group.name() + "' never decides: " + names
                        + (shadows.size() == 1 ? " takes" : " together take") + " every packet it matches",
                new Advice(
                        "rules are asked in order of priority, the lowest number first, and the first that matches decides",
                        agrees
                                ? "remove it, or keep it knowing that it changes nothing"
                                : "give it a priority below " + shadows.get(0).priority()
                                        + " if it is to decide, else remove it",
                        "Azure docs, Network security groups overview, Security rules"));
    }
}
