package io.podpath.scenario.validate;

import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.controlplane.ManagedNetwork;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names in security rules: application security groups, service tags, networks of admin rules.
 *
 * <p><i>Source:</i> Azure docs, Application security groups; Virtual network service tags.
 */
final class SecurityNameChecks {

    private static final Set<String> COMPUTED_TAGS = Set.of(
            "virtualnetwork",
            "azureloadbalancer",
            "internet",
            "azureplatformdns",
            "azureplatformimds",
            "azureplatformlkm");

    private final AzureEnvironment azure;
    private final Findings findings;
    private final Map<String, String> networkOfGroup = new TreeMap<>();

    SecurityNameChecks(AzureEnvironment azure, Findings findings) {
        this.azure = azure;
        this.findings = findings;
    }

    void run() {
        azure.virtualMachines().forEach(this::checkMember);
        for (NetworkSecurityGroupSpec group : azure.networkSecurityGroups()) {
            group.rules().forEach(rule -> checkGroups(rule, Subject.azure("nsg", group.name())));
        }
        checkTags();
        azure.list(AdminRuleSpec.class).forEach(this::checkAdminRule);
    }

    /** All NICs of an application security group are in the network of the first one. */
    private void checkMember(VirtualMachineSpec vm) {
        String network = vm.subnet().virtualNetwork();
        for (String group : vm.nic().applicationSecurityGroups()) {
            String first = networkOfGroup.putIfAbsent(group, network);
            if (first != null && !first.equals(network)) {
                findings.error(
                        Subject.azure("vm", vm.name()).part("asgs"),
                        "application security group '" + group + "' has members in " + first + "; " + vm.name()
                                + " is in " + network);
            }
        }
    }

    private void checkGroups(NsgRule rule, Subject group) {
        List<String> named = new ArrayList<>(rule.source().applicationSecurityGroups());
        named.addAll(rule.destination().applicationSecurityGroups());
        for (String name : named) {
            if (!networkOfGroup.containsKey(name)) {
                findings.warning(
                        group.part(rule.name()),
                        "no vm is a member of application security group '" + name + "', so rule '" + rule.name()
                                + "' never matches" + Suggestion.didYouMean(name, networkOfGroup.keySet()));
            }
        }
    }

    private void checkTags() {
        Set<String> seen = new HashSet<>();
        for (ServiceTagSpec tag : azure.list(ServiceTagSpec.class)) {
            String name = tag.name().toLowerCase(Locale.ROOT);
            Subject subject = Subject.azure("serviceTag", tag.name());
            if (!seen.add(name)) {
                findings.error(subject, "there are two service tags of the name '" + tag.name() + "'");
            }
            if (COMPUTED_TAGS.contains(name)) {
                findings.warning(subject, "podpath computes '" + tag.name() + "' itself; these prefixes are not used");
            }
        }
    }

    private void checkAdminRule(AdminRuleSpec rule) {
        List<String> networks = new ArrayList<>(
                azure.virtualNetworks().stream().map(VirtualNetworkSpec::name).toList());
        networks.add(ManagedNetwork.NAME);
        for (String network : rule.virtualNetworks()) {
            if (!networks.contains(network)) {
                findings.error(
                        Subject.azure("adminRule", rule.name()).part("virtualNetworks"),
                        "there is no virtual network '" + network + "'" + Suggestion.didYouMean(network, networks));
            }
        }
    }
}
