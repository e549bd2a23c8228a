package io.podpath.scenario.load;

import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads network security groups, and the admin rules that are asked before them. */
final class NsgReader {

    private static final Map<String, Access> ACCESSES =
            Choices.of(new Access[] {Access.ALLOW, Access.DENY}, Access::text);
    private static final Map<String, Access> ADMIN_ACCESSES = Choices.of(Access.values(), Access::text);
    private static final int LEAST_PRIORITY = 100;
    private static final int LEAST_PRIORITY_OF_DUMPS = 1;
    private static final int LEAST_ADMIN_PRIORITY = 1;

    private final Locations locations;
    private final SecurityRuleReader rules;
    private final int leastPriority;

    NsgReader(Problems problems, Locations locations, List<String> notModelled, AzureReader.Strictness strictness) {
        this.locations = locations;
        this.leastPriority = strictness == AzureReader.Strictness.OF_DUMPS ? LEAST_PRIORITY_OF_DUMPS : LEAST_PRIORITY;
        this.rules = new SecurityRuleReader(problems, notModelled);
    }

    Optional<NetworkSecurityGroupSpec> nsg(Fields nsg) {
        Optional<String> name = nsg.required("name");
        Subject subject = Subject.azure("nsg", name.orElse(""));
        locations.put(subject, nsg.at("name"));
        List<NsgRule> read = new ArrayList<>();
        for (String list : List.of("rules", "securityRules")) {
            for (Fields rule : nsg.objects(list)) {
                rules.rule(rule, ACCESSES, leastPriority).ifPresent(found -> {
                    locations.put(subject.part(found.name()), rule.at("name"));
                    read.add(found);
                });
            }
        }
        return name.map(found -> new NetworkSecurityGroupSpec(found, read));
    }

    Optional<AdminRuleSpec> adminRule(Fields rule) {
        List<String> networks = rule.texts("virtualNetworks");
        Optional<NsgRule> read = rules.rule(rule, ADMIN_ACCESSES, LEAST_ADMIN_PRIORITY);
        read.ifPresent(found -> {
            Subject subject = Subject.azure("adminRule", found.name());
            locations.put(subject, rule.at("name"));
            locations.put(subject.part("virtualNetworks"), rule.at("virtualNetworks"));
        });
        return read.map(found -> new AdminRuleSpec(found, networks));
    }
}
