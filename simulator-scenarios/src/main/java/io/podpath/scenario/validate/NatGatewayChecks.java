package io.podpath.scenario.validate;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * NAT gateways, and the subnets that name them.
 *
 * <p><i>Source:</i> Azure docs, Azure NAT Gateway resource, sections Subnets and Static public IP addresses.
 */
final class NatGatewayChecks {

    private static final String GATEWAY_SUBNET = "GatewaySubnet";

    private final AzureEnvironment azure;
    private final Findings findings;

    NatGatewayChecks(AzureEnvironment azure, Findings findings) {
        this.azure = azure;
        this.findings = findings;
    }

    void run() {
        Map<String, String> byName = new HashMap<>();
        Map<IpAddress, String> byAddress = new HashMap<>();
        azure.virtualMachines()
                .forEach(vm ->
                        vm.findPublicIp().ifPresent(address -> byAddress.put(address, "vm '" + vm.name() + "'")));
        azure.internetHosts().forEach(host -> byAddress.put(host.ip(), "internet host '" + host.name() + "'"));
        for (NatGatewaySpec gateway : azure.list(NatGatewaySpec.class)) {
            Subject subject = Subject.azure("natGateway", gateway.name());
            if (byName.putIfAbsent(gateway.name(), "") != null) {
                findings.error(subject, "there are two NAT gateways of the name '" + gateway.name() + "'");
            }
            for (IpAddress address : gateway.publicIps()) {
                String other = byAddress.putIfAbsent(address, "NAT gateway '" + gateway.name() + "'");
                if (other != null) {
                    findings.error(subject.part("publicIps"), address + " is an address of " + other + " already");
                }
            }
        }
        checkSubnets();
    }

    private void checkSubnets() {
        List<String> names = azure.list(NatGatewaySpec.class).stream()
                .map(NatGatewaySpec::name)
                .toList();
        Map<String, String> networkByGateway = new HashMap<>();
        for (VirtualNetworkSpec network : azure.virtualNetworks()) {
            for (SubnetSpec subnet : network.subnets()) {
                Subject subject = Subject.azure("subnet", network.name() + "/" + subnet.name())
                        .part("natGateway");
                subnet.settings().findNatGateway().ifPresent(name -> {
                    if (!names.contains(name)) {
                        findings.error(
                                subject, "there is no NAT gateway '" + name + "'" + Suggestion.didYouMean(name, names));
                    }
                    if (subnet.name().equals(GATEWAY_SUBNET)) {
                        findings.error(subject, "a NAT gateway cannot be attached to " + GATEWAY_SUBNET);
                    }
                    String first = networkByGateway.putIfAbsent(name, network.name());
                    if (first != null && !first.equals(network.name())) {
                        findings.error(
                                subject,
                                "NAT gateway '" + name + "' serves '" + first + "' already; it cannot be attached to"
                                        + " subnets of two virtual networks");
                    }
                });
            }
        }
    }
}
