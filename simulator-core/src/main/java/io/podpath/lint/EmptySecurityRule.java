package io.podpath.lint;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.azure.security.RuleReach;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A security rule with a side that stands for no address: application security groups without members, or a service tag
 * that is declared empty.
 *
 * <p><i>Source:</i> Azure docs, Application security groups; Virtual network service tags.
 */
final class EmptySecurityRule implements LintRule {

    private static final RuleId ID =
            new RuleId("PP202", "empty-security-rule", "a security rule matches nothing, since a side of it is empty");

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
                List<RuleReach> reaches = places.reaches(group, rule.direction());
                boolean isEmpty = !reaches.isEmpty() && reaches.stream().allMatch(reach -> reach.isEmpty(rule));
                List<String> names = emptyNames(rule, input);
                if (isEmpty && !names.isEmpty()) {
                    findings.add(finding(group, rule, names));
                }
            }
        }
        return findings;
    }

    private static List<String> emptyNames(NsgRule rule, LintInput input) {
        List<String> names = new ArrayList<>();
        for (Side side : List.of(rule.source(), rule.destination())) {
            side.applicationSecurityGroups().stream()
                    .filter(name -> input.azure().virtualMachines().stream()
                            .noneMatch(
                                    vm -> vm.nic().applicationSecurityGroups().contains(name)))
                    .forEach(name -> names.add("application security group '" + name + "' has no member"));
            for (ServiceTagSpec tag : input.azure().list(ServiceTagSpec.class)) {
                if (tag.prefixes().isEmpty() && side.prefixes().stream().anyMatch(tag.name()::equalsIgnoreCase)) {
                    names.add("service tag '" + tag.name() + "' is declared without ranges");
                }
            }
        }
        return names;
    }

    private static Finding finding(NetworkSecurityGroupSpec group, NsgRule rule, List<String> names) {
        return ID.finding(
                Severity.WARNING,
                Subject.azure("nsg", group.name()).part(rule.name()),
                PlacedGroup.describe(rule) + " of '" + group.name() + "' matches nothing: " + String.join(", ", names),
                new Advice(
                        "a rule applies to the NICs that are members of its application security groups, and to the ranges"
                                + " of its tag; without any, it waits for packets that cannot come",
                        "make a machine's NIC a member, or name the addresses; AKS nodes join with"
                                + " --nodepool-asg-ids, which podpath does not read",
                        "Azure docs, Application security groups; Virtual network service tags"));
    }
}
