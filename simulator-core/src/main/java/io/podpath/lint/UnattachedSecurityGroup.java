package io.podpath.lint;

import io.podpath.cluster.Subject;
import java.util.List;

/**
 * A security group that neither a subnet nor a machine names: none of its rules ever decides.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview.
 */
final class UnattachedSecurityGroup implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP207", "unattached-security-group", "a security group is attached to neither subnet nor network card");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        GroupPlaces places = GroupPlaces.of(input);
        return places.groups().stream()
                .filter(group -> places.of(group).isEmpty())
                .map(group -> ID.finding(
                        Severity.NOTE,
                        Subject.azure("nsg", group.name()),
                        "security group '" + group.name() + "' is attached to nothing, so its rules decide nothing",
                        new Advice(
                                "a group counts where it is attached: at a subnet or at a network card",
                                "name it as nsg of a subnet or a machine, or remove it",
                                "Azure docs, Network security groups overview")))
                .toList();
    }
}
