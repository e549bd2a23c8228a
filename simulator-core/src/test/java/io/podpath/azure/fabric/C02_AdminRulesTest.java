package io.podpath.azure.fabric;

import static io.podpath.azure.Packets.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.security.AdminRules;
import io.podpath.azure.security.NicSecurity;
import io.podpath.azure.security.Rules;
import io.podpath.azure.security.ServiceTags;
import io.podpath.element.Verdict;
import io.podpath.trace.AzureNetworkReason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Feature: admin rules are asked before the security groups; Allow hands on, AlwaysAllow and Deny end.
 *
 * <pre>
 * client 192.0.2.1 -> [admin rules of hub] -> [group of the NIC] -> vm 10.1.1.4
 * </pre>
 */
class C02_AdminRulesTest {

    private final ServiceTags tags = Rules.tags("10.1.0.0/16");
    private final FakeContext context = new FakeContext();

    private Verdict receive(String groupRule, String... adminRules) {
        List<AdminRuleSpec> declared = Arrays.stream(adminRules)
                .map(rule -> new AdminRuleSpec(Rules.rule(rule), List.of("hub")))
                .toList();
        return receive(groupRule, new AdminRules(declared, "hub", tags));
    }

    private Verdict receive(String groupRule, AdminRules admin) {
        NicSecurity security = new NicSecurity(admin, Rules.group("nsg", tags, groupRule), null);
        NetworkInterfaceCard nic = new NetworkInterfaceCard(NicIdentity.of("vm", ip("10.1.1.4")), security);
        return nic.process(
                Packets.tcp("192.0.2.1", "10.1.1.4:22"), context.forget().at(NetworkInterfaceCard.FABRIC));
    }

    private List<String> actions() {
        return context.steps().stream()
                .filter(step -> step.kind() == StepKind.NSG)
                .map(Step::action)
                .toList();
    }

    @Test
    void denyEndsTheMatterWhateverTheGroupSays() {
        assertThat(receive("100 AllowAll in allow any * -> *", "10 NoSsh in deny TCP Internet -> *:22"))
                .isInstanceOfSatisfying(
                        Verdict.Drop.class,
                        drop -> assertThat(drop.reason()).isEqualTo(AzureNetworkReason.NSG_ADMIN_DENIED));
        assertThat(actions()).containsExactly("inbound denied by admin rules (hub)");
    }

    @Test
    void alwaysAllowAsksNoGroup() {
        assertThat(receive("100 DenyAll in deny any * -> *", "10 Scanner in always TCP 192.0.2.0/24 -> *"))
                .isInstanceOf(Verdict.Forward.class);
        assertThat(actions()).containsExactly("inbound always allowed by admin rules (hub)");
    }

    @Test
    void allowLeavesTheLastWordToTheGroup() {
        String allow = "10 Scanner in allow TCP 192.0.2.0/24 -> *";

        assertThat(receive("100 AllowAll in allow any * -> *", allow)).isInstanceOf(Verdict.Forward.class);
        assertThat(receive("100 DenyAll in deny any * -> *", allow))
                .isInstanceOfSatisfying(
                        Verdict.Drop.class, drop -> assertThat(drop.reason()).isEqualTo(AzureNetworkReason.NSG_DENIED));
        assertThat(actions())
                .containsExactly(
                        "inbound allowed by admin rules (hub)",
                        "inbound denied by NSG nsg (subnet aks-vnet/aks-subnet)");
    }

    @Test
    void lowerPriorityNumberBeatsTheOthers() {
        assertThat(receive(
                        "100 AllowAll in allow any * -> *",
                        "20 NoSsh in deny TCP Internet -> *:22",
                        "10 Scanner in allow TCP 192.0.2.0/24 -> *"))
                .isInstanceOf(Verdict.Forward.class);
    }

    @Test
    void rulesOfAnotherNetworkAreNotAsked() {
        AdminRules spoke = new AdminRules(
                List.of(new AdminRuleSpec(Rules.rule("10 NoSsh in deny TCP * -> *:22"), List.of("hub"))),
                "spoke",
                tags);

        assertThat(receive("100 AllowAll in allow any * -> *", spoke)).isInstanceOf(Verdict.Forward.class);
        assertThat(actions()).hasSize(1);
    }
}
