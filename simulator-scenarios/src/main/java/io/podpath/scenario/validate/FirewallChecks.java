package io.podpath.scenario.validate;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Firewalls and the subnet they stand in.
 *
 * <p><i>Source:</i> Azure docs, Azure Firewall FAQ: the subnet is called AzureFirewallSubnet and is a /26 at least.
 */
final class FirewallChecks {

    private static final int SMALLEST_SUBNET = 26;

    private final AzureEnvironment azure;
    private final Findings findings;

    FirewallChecks(AzureEnvironment azure, Findings findings) {
        this.azure = azure;
        this.findings = findings;
    }

    void run() {
        Set<String> names = new HashSet<>();
        Set<String> networks = new HashSet<>();
        for (FirewallSpec firewall : azure.list(FirewallSpec.class)) {
            Subject subject = Subject.azure("firewall", firewall.name());
            if (!names.add(firewall.name())) {
                findings.error(subject, "there are two firewalls of the name '" + firewall.name() + "'");
            }
            if (!networks.add(firewall.virtualNetwork())) {
                findings.error(
                        subject.part("vnet"),
                        "there is a firewall in '" + firewall.virtualNetwork() + "' already; one fits into "
                                + FirewallSpec.SUBNET);
            }
            checkSubnet(firewall, subject);
        }
    }

    private void checkSubnet(FirewallSpec firewall, Subject subject) {
        Optional<VirtualNetworkSpec> network =
                NamedNetwork.find(firewall.virtualNetwork(), subject.part("vnet"), azure, findings);
        if (network.isEmpty()) {
            return;
        }
        Optional<Cidr> subnet = network.get().subnets().stream()
                .filter(candidate -> candidate.name().equals(FirewallSpec.SUBNET))
                .map(SubnetSpec::addressPrefix)
                .findFirst();
        if (subnet.isEmpty()) {
            findings.error(
                    subject.part("vnet"),
                    "a firewall needs the subnet '" + FirewallSpec.SUBNET + "' in '" + firewall.virtualNetwork() + "'");
        } else if (subnet.get().prefixLength() > SMALLEST_SUBNET) {
            findings.error(
                    subject.part("vnet"),
                    FirewallSpec.SUBNET + " " + subnet.get() + " is too small for a firewall; it needs a /26");
        } else {
            firewall.findPrivateIp()
                    .filter(address -> !subnet.get().contains(address))
                    .ifPresent(address -> findings.error(
                            subject.part("privateIp"),
                            address + " is outside " + FirewallSpec.SUBNET + " " + subnet.get()));
        }
    }
}
