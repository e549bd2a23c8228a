package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Private endpoints, and subnets that Azure keeps for one service each.
 *
 * <p><i>Source:</i> Azure docs, About VPN Gateway configuration settings; Azure Firewall FAQ; What is a private endpoint.
 */
final class PlacementChecks {

    private static final Map<String, String> RESERVED = Map.of(
            "GatewaySubnet",
            "virtual network gateways",
            "AzureFirewallSubnet",
            "Azure Firewall",
            "AzureFirewallManagementSubnet",
            "Azure Firewall",
            "AzureBastionSubnet",
            "Azure Bastion",
            "RouteServerSubnet",
            "Azure Route Server");

    private final SimulationInput input;
    private final VirtualNetworkChecks networks;
    private final Findings findings;

    PlacementChecks(SimulationInput input, VirtualNetworkChecks networks, Findings findings) {
        this.input = input;
        this.networks = networks;
        this.findings = findings;
    }

    void run() {
        input.cluster()
                .findVnetSubnet()
                .ifPresent(subnet -> checkReserved(subnet, "nodes", Subject.cluster("vnetSubnetId")));
        Map<String, String> owners = new HashMap<>();
        for (VirtualMachineSpec vm : input.azure().virtualMachines()) {
            checkReserved(
                    vm.subnet(), "machines", Subject.azure("vm", vm.name()).part("subnet"));
            vm.findPrivateIp().ifPresent(ip -> owners.put(key(vm.subnet(), ip), vm.name()));
        }
        Set<String> names = new HashSet<>();
        for (PrivateEndpointSpec endpoint : input.azure().privateEndpoints()) {
            Subject subject = Subject.azure("privateEndpoint", endpoint.name());
            if (!names.add(endpoint.name())) {
                findings.error(subject, "there are two of the name '" + endpoint.name() + "'");
            }
            checkReserved(endpoint.subnet(), "private endpoints", subject.part("subnet"));
            Optional<Cidr> range = networks.checkReference(endpoint.subnet(), subject.part("subnet"));
            endpoint.findPrivateIp().ifPresent(ip -> {
                range.ifPresent(subnet -> SubnetAddress.check(ip, subnet, subject.part("privateIp"), findings));
                String other = owners.putIfAbsent(key(endpoint.subnet(), ip), endpoint.name());
                if (other != null) {
                    findings.error(subject.part("privateIp"), ip + " is the address of '" + other + "' already");
                }
            });
        }
    }

    private static String key(SubnetReference subnet, IpAddress ip) {
        return subnet.virtualNetwork() + " " + ip;
    }

    private void checkReserved(SubnetReference subnet, String what, Subject subject) {
        String owner = RESERVED.get(subnet.subnet());
        if (owner != null) {
            findings.error(subject, what + " cannot be placed in '" + subnet.subnet() + "', which is for " + owner);
        }
    }
}
