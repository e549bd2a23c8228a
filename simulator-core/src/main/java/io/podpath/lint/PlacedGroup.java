package io.podpath.lint;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.cluster.Subject;

/** A declared security group where it is attached; groups that AKS writes are nobody's to change. */
final class PlacedGroup {

    private PlacedGroup() {}

    /** Whether somebody declared the group. */
    static boolean isDeclared(NetworkSecurityGroup group, LintInput input) {
        return input.azure().networkSecurityGroups().contains(group.spec());
    }

    /** What to point at for a rule: a declared one, or else the group, since nobody wrote the default rules. */
    static Subject subject(NetworkSecurityGroupSpec group, NsgRule rule) {
        return Subject.azure("nsg", group.name()).part(group.rules().contains(rule) ? rule.name() : "");
    }

    /** A rule in words: {@code rule 'DenyAllInBound' (65500)}. */
    static String describe(NsgRule rule) {
        return "rule '" + rule.name() + "' (" + rule.priority() + ")";
    }
}
