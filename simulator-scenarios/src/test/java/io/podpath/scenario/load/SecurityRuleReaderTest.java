package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Application security groups, admin rules, and what Azure would not take into a group. */
class SecurityRuleReaderTest {

    private static final String NETWORKS = HEAD + """
            azure:
              vnets:
                - {name: v, addressPrefixes: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.1.0/24}]}
                - {name: w, addressPrefixes: [10.2.0.0/16], subnets: [{name: s, addressPrefix: 10.2.1.0/24}]}
            """;

    @TempDir
    Path folder;

    private static String group(String... rules) {
        return NETWORKS + "  nsgs:\n    - name: n\n      rules:\n"
                + List.of(rules).stream()
                        .map(rule -> "        - {direction: Inbound, access: Allow, " + rule + "}\n")
                        .collect(Collectors.joining());
    }

    @Test
    void membersAndRulesOfApplicationSecurityGroupsAreRead() {
        AzureEnvironment azure = Inputs.only(group("name: r, priority: 100, sourceApplicationSecurityGroups: [web],"
                                + " destinationApplicationSecurityGroups: [db]")
                        + "  vms: [{name: a, subnet: v/s, asgs: [web]}, {name: b, subnet: v/s, asgs: [db]}]\n")
                .input()
                .azure();

        NsgRule rule = azure.networkSecurityGroups().get(0).rules().get(0);
        assertThat(rule.source().applicationSecurityGroups()).containsExactly("web");
        assertThat(rule.source().prefixes()).isEmpty();
        assertThat(rule.destination().applicationSecurityGroups()).containsExactly("db");
        assertThat(azure.virtualMachines().get(0).nic().applicationSecurityGroups())
                .containsExactly("web");
    }

    @Test
    void idsOfApplicationSecurityGroupsInJsonAreNames() throws IOException {
        Files.writeString(folder.resolve("nsg.json"), """
                {"name": "n", "type": "Microsoft.Network/networkSecurityGroups", "securityRules": [
                  {"name": "r", "priority": 100, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
                   "sourceAddressPrefix": "*", "destinationAddressPrefix": "", "destinationAddressPrefixes": [],
                   "destinationApplicationSecurityGroups": [
                     {"id": "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/applicationSecurityGroups/db"}]}]}
                """);
        Path file = Files.writeString(folder.resolve("x.podpath.yaml"), HEAD + "azure: {from: nsg.json}\n");

        LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

        NsgRule rule = result.scenario()
                .orElseThrow()
                .variants()
                .get(0)
                .input()
                .azure()
                .networkSecurityGroups()
                .get(0)
                .rules()
                .get(0);
        assertThat(rule.destination().applicationSecurityGroups()).containsExactly("db");
        assertThat(rule.destination().prefixes()).isEmpty();
    }

    @Test
    void adminRulesKnowAThirdActionAndTheirNetworks() {
        AdminRuleSpec rule = Inputs.only(
                        NETWORKS + "  adminRules: [{name: scan, priority: 1, direction: Inbound, access: AlwaysAllow,"
                                + " sourceAddressPrefix: 10.9.0.0/16, virtualNetworks: [v]}]\n")
                .input()
                .azure()
                .list(AdminRuleSpec.class)
                .get(0);

        assertThat(rule.rule().access()).isEqualTo(Access.ALWAYS_ALLOW);
        assertThat(rule.appliesTo("v")).isTrue();
        assertThat(rule.appliesTo("w")).isFalse();
    }

    @Test
    void namesThatLeadNowhereAreFound() {
        assertThat(errors(NETWORKS
                        + "  adminRules: [{name: r, priority: 1, direction: Inbound, access: Deny, virtualNetworks: [vv]}]\n"
                        + "  vms: [{name: a, subnet: v/s, asgs: [web]}, {name: b, subnet: w/s, asgs: [web]}]\n"))
                .containsExactly(
                        "7:90: there is no virtual network 'vv'; did you mean 'v'?",
                        "8:75: application security group 'web' has members in v; b is in w");
        assertThat(warnings(group("name: r, priority: 100, sourceApplicationSecurityGroups: [web]")
                        + "  vms: [{name: a, subnet: v/s, asgs: [webs]}]\n"))
                .containsExactly("10:53: no vm is a member of application security group 'web', so rule 'r' never"
                        + " matches; did you mean 'webs'?");
    }

    @Test
    void whatAzureRefusesInARuleIsAnError() {
        assertThat(errors(group(
                        "name: a, priority: 99",
                        "name: b, priority: 100",
                        "name: c-, priority: 101",
                        "name: d, priority: 102, sourceAddressPrefixes: [Internet, Storage]",
                        "name: e, priority: 103, sourceAddressPrefix: 10.1.0.0/16, sourceApplicationSecurityGroups: [x]",
                        "name: f, priority: 104",
                        "name: f, priority: 105")))
                .contains(
                        "10:66: 'priority' must be from 100 to 4096, not 99",
                        "14:138: a rule names either address prefixes or application security groups as its source")
                .anyMatch(text -> text.startsWith("12:53: 'c-' cannot be the name of a rule"))
                .contains(
                        "13:53: a rule takes one service tag as its source, not Internet and Storage; write a rule for"
                                + " each",
                        "15:53: there are two rules of the name 'f'");
    }

    @Test
    void onlyAdminRulesAllowAlways() {
        assertThat(errors(NETWORKS + "  nsgs: [{name: n, rules:"
                        + " [{name: r, priority: 100, direction: Inbound, access: AlwaysAllow}]}]\n"))
                .containsExactly("7:81: 'access' cannot be 'AlwaysAllow' (one of Allow, Deny)");
    }

    @Test
    void groupsHaveLimits() {
        String[] rules = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> "name: r" + i + ", priority: " + (100 + i)
                        + ", destinationAddressPrefixes: [10.1.0.1, 10.1.0.2, 10.1.0.3, 10.1.0.4]")
                .toArray(String[]::new);

        assertThat(errors(group(rules)))
                .containsExactly(
                        "8:13: 'n' has 1001 rules; Azure allows 1000 in a group",
                        "8:13: 'n' has 4004 destination addresses; Azure allows 4000 in a group");
    }
}
