package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.assembly.AksNetworkBuilder;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import io.podpath.controlplane.ManagedNetwork;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Virtual networks, subnets, and what they name.
 *
 * <p><i>Source:</i> Azure docs, Virtual Network FAQ.
 */
final class VirtualNetworkChecks {

    /** Azure keeps the first four addresses and the last one of every subnet. */
    static final int RESERVED_ADDRESSES = 5;

    private static final List<Cidr> FORBIDDEN = List.of(
            Cidr.parse("224.0.0.0/4"),
            Cidr.parse("255.255.255.255/32"),
            Cidr.parse("127.0.0.0/8"),
            Cidr.parse("169.254.0.0/16"),
            Cidr.parse("168.63.129.16/32"));

    /** Azure docs, Overview of IPv6 for Azure Virtual Network. */
    private static final int IPV6_SUBNET_PREFIX = 64;

    private final SimulationInput input;
    private final AzureEnvironment azure;
    private final Findings findings;

    VirtualNetworkChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.azure = input.azure();
        this.findings = findings;
    }

    void run() {
        unique(
                "vnet",
                azure.virtualNetworks().stream().map(VirtualNetworkSpec::name).toList());
        unique(
                "nsg",
                azure.networkSecurityGroups().stream()
                        .map(NetworkSecurityGroupSpec::name)
                        .toList());
        unique(
                "routeTable",
                azure.routeTables().stream().map(RouteTableSpec::name).toList());
        azure.virtualNetworks().forEach(this::checkNetwork);
        input.cluster()
                .findVnetSubnet()
                .ifPresent(reference -> checkReference(reference, Subject.cluster("vnetSubnetId")));
        managedName();
        peeringOverlaps();
    }

    /** Nodes go to the network that AKS creates unless the cluster names a subnet. */
    private void managedName() {
        if (input.cluster().findVnetSubnet().isPresent()) {
            return;
        }
        azure.virtualNetworks().stream()
                .filter(vnet -> vnet.name().equals(ManagedNetwork.NAME))
                .findFirst()
                .ifPresent(vnet -> findings.error(
                        Subject.azure("vnet", vnet.name()),
                        "'" + vnet.name() + "' is the name of the network that AKS creates for the nodes; to place the"
                                + " nodes in your own, set cluster.vnetSubnetId"
                                + (vnet.subnets().isEmpty()
                                        ? ""
                                        : " (" + vnet.name() + "/"
                                                + vnet.subnets().get(0).name() + ")")));
    }

    private void unique(String kind, List<String> names) {
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> !seen.add(name))
                .forEach(name -> findings.error(Subject.azure(kind, name), "there are two of the name '" + name + "'"));
    }

    private void checkNetwork(VirtualNetworkSpec vnet) {
        Subject subject = Subject.azure("vnet", vnet.name());
        for (Cidr prefix : vnet.addressPrefixes()) {
            forbidden(prefix, subject.part("addressPrefixes"));
        }
        List<String> others = azure.virtualNetworks().stream()
                .map(VirtualNetworkSpec::name)
                .filter(name -> !name.equals(vnet.name()))
                .toList();
        for (PeeringSpec peering : vnet.peerings()) {
            String peer = peering.remote();
            if (!others.contains(peer)) {
                findings.error(
                        subject.part("peerings"),
                        "there is no other virtual network '" + peer + "' to peer with"
                                + Suggestion.didYouMean(peer, others));
            }
        }
        List<SubnetSpec> before = new ArrayList<>();
        for (SubnetSpec subnet : vnet.subnets()) {
            checkSubnet(vnet, subnet, before);
            before.add(subnet);
        }
    }

    private void forbidden(Cidr prefix, Subject subject) {
        for (List<Cidr> ranges : List.of(FORBIDDEN, ClusterRangeChecks.FORBIDDEN)) {
            ranges.stream()
                    .filter(prefix::overlaps)
                    .findFirst()
                    .ifPresent(reserved -> findings.error(
                            subject, prefix + " overlaps " + reserved + ", which a virtual network must not use"));
        }
    }

    private void checkSubnet(VirtualNetworkSpec vnet, SubnetSpec subnet, List<SubnetSpec> before) {
        Subject subject = Subject.azure("subnet", vnet.name() + "/" + subnet.name());
        for (Cidr prefix : subnet.addressPrefixes()) {
            checkPrefix(prefix, vnet, before, subject.part("addressPrefix"));
        }
        for (SubnetSpec other : before) {
            if (other.name().equals(subnet.name())) {
                findings.error(subject, "there are two subnets of the name '" + subnet.name() + "' in " + vnet.name());
            }
        }
        subnet.settings().findNetworkSecurityGroup().ifPresent(name -> checkNsg(name, subject.part("nsg")));
        subnet.settings().findRouteTable().ifPresent(name -> {
            List<String> tables =
                    azure.routeTables().stream().map(RouteTableSpec::name).toList();
            if (!tables.contains(name) && !name.equals(AksNetworkBuilder.NO_ROUTE_TABLE)) {
                findings.error(
                        subject.part("routeTable"),
                        "there is no route table '" + name + "'" + Suggestion.didYouMean(name, tables));
            }
        });
    }

    private void checkPrefix(Cidr prefix, VirtualNetworkSpec vnet, List<SubnetSpec> before, Subject subject) {
        if (vnet.addressPrefixes().stream().noneMatch(range -> range.contains(prefix))) {
            findings.error(subject, "subnet " + prefix + " is outside the network " + vnet.addressPrefixes());
        }
        if (prefix.family() == IpFamily.IPV6 && prefix.prefixLength() != IPV6_SUBNET_PREFIX) {
            findings.error(subject, "a subnet of IPv6 must be exactly a /64, not " + prefix);
        }
        for (SubnetSpec other : before) {
            other.addressPrefixes().stream()
                    .filter(prefix::overlaps)
                    .forEach(taken -> findings.error(
                            subject, "subnet " + prefix + " overlaps " + taken + " of subnet '" + other.name() + "'"));
        }
    }

    void checkNsg(String name, Subject subject) {
        List<String> groups = azure.networkSecurityGroups().stream()
                .map(NetworkSecurityGroupSpec::name)
                .toList();
        if (!groups.contains(name)) {
            findings.error(
                    subject, "there is no network security group '" + name + "'" + Suggestion.didYouMean(name, groups));
        }
    }

    /** The range of a declared subnet, or of the one AKS creates. */
    Optional<Cidr> findRange(SubnetReference reference) {
        return ManagedNetwork.networks(input.cluster(), azure).stream()
                .filter(vnet -> vnet.name().equals(reference.virtualNetwork()))
                .flatMap(vnet -> vnet.subnets().stream())
                .filter(subnet -> subnet.name().equals(reference.subnet()))
                .map(SubnetSpec::addressPrefix)
                .findFirst();
    }

    /** Reports a subnet that is not declared; returns the range of one that is. */
    Optional<Cidr> checkReference(SubnetReference reference, Subject subject) {
        Optional<Cidr> range = findRange(reference);
        if (range.isPresent()) {
            return range;
        }
        List<String> known = new ArrayList<>();
        for (VirtualNetworkSpec vnet : ManagedNetwork.networks(input.cluster(), azure)) {
            vnet.subnets().forEach(subnet -> known.add(vnet.name() + "/" + subnet.name()));
        }
        findings.error(
                subject, "there is no subnet '" + reference + "'" + Suggestion.didYouMean(reference.toString(), known));
        return Optional.empty();
    }

    private void peeringOverlaps() {
        for (VirtualNetworkSpec vnet : azure.virtualNetworks()) {
            for (VirtualNetworkSpec peer : azure.virtualNetworks()) {
                boolean peered = vnet.name().compareTo(peer.name()) < 0
                        && (vnet.findPeering(peer.name()).isPresent()
                                || peer.findPeering(vnet.name()).isPresent());
                for (Cidr prefix : vnet.addressPrefixes()) {
                    if (peered && peer.addressPrefixes().stream().anyMatch(prefix::overlaps)) {
                        findings.error(
                                Subject.azure("vnet", vnet.name()).part("addressPrefixes"),
                                prefix + " overlaps the peered network '" + peer.name() + "'");
                    }
                }
            }
        }
    }
}
