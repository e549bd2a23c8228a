package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What Azure demands of application gateways and their subnets.
 *
 * <p><i>Source:</i> Azure docs, Application Gateway infrastructure configuration; Container networking with Application
 * Gateway for Containers.
 */
final class ApplicationGatewayChecks {

    private static final PortRange MANAGEMENT = new PortRange(65_200, 65_535);
    private static final Set<String> COVERS_MANAGER = Set.of("*", "internet", "gatewaymanager", "0.0.0.0/0");
    private static final int FIRST_USABLE = 4;
    private static final int CONTAINERS_PREFIX = 24;

    private final SimulationInput input;
    private final VirtualNetworkChecks networks;
    private final Findings findings;
    private final Set<String> names = new HashSet<>();

    ApplicationGatewayChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.networks = new VirtualNetworkChecks(input, findings);
        this.findings = findings;
    }

    void run() {
        input.azure().virtualMachines().forEach(vm -> names.add(vm.name()));
        for (ApplicationGatewaySpec gateway : input.azure().list(ApplicationGatewaySpec.class)) {
            Subject subject = Subject.azure("appgw", gateway.name());
            if (!names.add(gateway.name())) {
                findings.error(subject, "there are two machines or gateways of the name '" + gateway.name() + "'");
            }
            Optional<Cidr> range = networks.checkReference(gateway.subnet(), subject.part("subnet"));
            range.ifPresent(prefix -> {
                gateway.findPrivateIp().ifPresent(ip -> checkAddress(ip, prefix, subject.part("privateIp")));
                checkSubnet(gateway, prefix, subject.part("subnet"));
            });
        }
    }

    private void checkAddress(IpAddress ip, Cidr subnet, Subject subject) {
        if (!subnet.contains(ip)) {
            findings.error(subject, ip + " is outside its subnet " + subnet);
        } else if (ip.minus(subnet.network()) < FIRST_USABLE || ip.equals(subnet.lastAddress())) {
            findings.error(subject, ip + " is one of the five addresses of " + subnet + " that Azure keeps");
        }
    }

    private void checkSubnet(ApplicationGatewaySpec gateway, Cidr prefix, Subject subject) {
        input.azure().virtualMachines().stream()
                .filter(vm -> vm.subnet().equals(gateway.subnet()))
                .findFirst()
                .ifPresent(vm -> findings.error(
                        subject, "the subnet of a gateway is its own; vm '" + vm.name() + "' is in it too"));
        boolean hasNodes = input.cluster()
                .findVnetSubnet()
                .filter(gateway.subnet()::equals)
                .isPresent();
        if (hasNodes) {
            findings.error(subject, "the subnet of a gateway is its own; the nodes are in it too");
        }
        switch (gateway.kind()) {
            case V2 -> checkV2(gateway.subnet(), subject);
            case FOR_CONTAINERS -> checkForContainers(gateway, prefix, subject);
        }
    }

    private void checkV2(SubnetReference reference, Subject subject) {
        Optional<SubnetSpec> subnet = find(reference);
        subnet.flatMap(found -> found.settings().findNetworkSecurityGroup())
                .flatMap(name -> input.azure().find(NetworkSecurityGroupSpec.class, name))
                .filter(group -> !allowsManagement(group))
                .ifPresent(group -> findings.warning(
                        subject,
                        "group '" + group.name() + "' does not allow TCP " + MANAGEMENT
                                + " from GatewayManager, without which Azure does not run the gateway"));
        subnet.flatMap(found -> found.settings().findRouteTable())
                .flatMap(name -> input.azure().find(RouteTableSpec.class, name))
                .filter(ApplicationGatewayChecks::forcesTunnel)
                .ifPresent(table -> findings.warning(
                        subject,
                        "route table '" + table.name()
                                + "' sends 0.0.0.0/0 to an appliance, which Azure does not support for a gateway v2"));
    }

    private Optional<SubnetSpec> find(SubnetReference reference) {
        return input.azure().virtualNetworks().stream()
                .filter(network -> network.name().equals(reference.virtualNetwork()))
                .flatMap(network -> network.subnets().stream())
                .filter(subnet -> subnet.name().equals(reference.subnet()))
                .findFirst();
    }

    /** The first inbound rule about the manager's ports decides; without one the default denies. */
    private static boolean allowsManagement(NetworkSecurityGroupSpec group) {
        return group.rules().stream()
                .filter(rule -> rule.direction() == NsgRule.TrafficDirection.INBOUND)
                .filter(rule -> rule.findProtocol().orElse(Protocol.TCP) == Protocol.TCP)
                .filter(rule -> rule.source().prefixes().stream()
                        .anyMatch(prefix -> COVERS_MANAGER.contains(prefix.toLowerCase(Locale.ROOT))))
                .filter(rule -> coversPorts(rule.destination().ports()))
                .min(Comparator.comparingInt(NsgRule::priority))
                .filter(rule -> rule.access() != NsgRule.Access.DENY)
                .isPresent();
    }

    private static boolean coversPorts(List<PortRange> ports) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(range -> range.first() <= MANAGEMENT.first() && range.last() >= MANAGEMENT.last());
    }

    private static boolean forcesTunnel(RouteTableSpec table) {
        return table.routes().stream()
                .anyMatch(route -> route.addressPrefix().equals(Cidr.ANY_IPV4)
                        && route.nextHopType() == NextHopType.VIRTUAL_APPLIANCE);
    }

    private void checkForContainers(ApplicationGatewaySpec gateway, Cidr prefix, Subject subject) {
        String plugin = input.cluster().networking().plugin();
        boolean isOverlay = input.cluster().networking().pluginMode().equals("overlay");
        if (plugin.equals("kubenet")) {
            findings.warning(subject, "Application Gateway for Containers does not support kubenet");
        }
        if (isOverlay && prefix.prefixLength() != CONTAINERS_PREFIX) {
            findings.warning(
                    subject,
                    "with Overlay the subnet of an Application Gateway for Containers must be a /" + CONTAINERS_PREFIX
                            + ", not " + prefix);
        }
        boolean isElsewhere = input.cluster()
                .findVnetSubnet()
                .filter(nodes -> !nodes.virtualNetwork().equals(gateway.subnet().virtualNetwork()))
                .isPresent();
        if (isOverlay && isElsewhere) {
            findings.warning(
                    subject,
                    "with Overlay an Application Gateway for Containers must be in the virtual network of the nodes");
        }
    }
}
