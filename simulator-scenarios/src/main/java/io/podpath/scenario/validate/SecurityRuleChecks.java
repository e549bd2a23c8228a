package io.podpath.scenario.validate;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Rules that Azure would not take into a network security group.
 *
 * <p><i>Source:</i> Azure docs, Network security groups overview, section Security rules; Azure subscription limits; the
 * same limits in kubernetes-sigs/cloud-provider-azure {@code pkg/provider/securitygroup/securitygroup.go}.
 */
final class SecurityRuleChecks {

    private static final int MOST_RULES = 1_000;
    private static final int MOST_ADDRESSES = 4_000;
    private static final Pattern NAME = Pattern.compile("\\w([\\w.-]{0,78}\\w)?");

    private final AzureEnvironment azure;
    private final Findings findings;

    SecurityRuleChecks(AzureEnvironment azure, Findings findings) {
        this.azure = azure;
        this.findings = findings;
    }

    void run() {
        azure.networkSecurityGroups().forEach(this::check);
    }

    private void check(NetworkSecurityGroupSpec group) {
        Subject subject = Subject.azure("nsg", group.name());
        atMost(MOST_RULES, group.rules().size(), "rules", group, subject);
        atMost(MOST_ADDRESSES, addresses(group.rules(), NsgRule::source), "source addresses", group, subject);
        atMost(MOST_ADDRESSES, addresses(group.rules(), NsgRule::destination), "destination addresses", group, subject);
        Map<String, String> taken = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (NsgRule rule : group.rules()) {
            Subject part = subject.part(rule.name());
            String first = taken.putIfAbsent(rule.direction().text() + rule.priority(), rule.name());
            if (first != null) {
                findings.error(
                        part,
                        "rules '" + first + "' and '" + rule.name() + "' have the same priority " + rule.priority());
            }
            if (!names.add(rule.name())) {
                findings.error(part, "there are two rules of the name '" + rule.name() + "'");
            }
            if (!NAME.matcher(rule.name()).matches()) {
                findings.error(
                        part,
                        "'" + rule.name()
                                + "' cannot be the name of a rule: up to 80 letters, digits, '_', '-' and '.',"
                                + " a letter, digit or '_' at both ends");
            }
            checkTags(rule.source(), "source", part);
            checkTags(rule.destination(), "destination", part);
        }
    }

    private static int addresses(List<NsgRule> rules, Function<NsgRule, Side> side) {
        return rules.stream()
                .mapToInt(rule -> side.apply(rule).prefixes().size())
                .sum();
    }

    private void atMost(int most, int number, String what, NetworkSecurityGroupSpec group, Subject subject) {
        if (number > most) {
            findings.error(
                    subject,
                    "'" + group.name() + "' has " + number + " " + what + "; Azure allows " + most + " in a group");
        }
    }

    private void checkTags(Side side, String name, Subject subject) {
        List<String> tags = side.prefixes().stream()
                .filter(prefix -> !prefix.equals("*") && Cidr.tryParse(prefix).isEmpty())
                .toList();
        if (tags.size() > 1) {
            findings.error(
                    subject,
                    "a rule takes one service tag as its " + name + ", not " + String.join(" and ", tags)
                            + "; write a rule for each");
        }
    }
}
