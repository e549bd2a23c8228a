package io.podpath.assembly;

import io.podpath.aks.AksCluster;
import io.podpath.aks.OutboundType;
import io.podpath.azure.egress.DefaultOutbound;
import io.podpath.azure.egress.NatGateway;
import io.podpath.azure.fabric.EgressConfig;
import io.podpath.azure.fabric.EgressConfig.SubnetNatGateway;
import io.podpath.azure.fabric.InternetEdge;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.VirtualNetwork;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cni.StandInAddresses;
import io.podpath.controlplane.ManagedNetwork;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds the ways out of virtual networks besides load balancers: NAT gateways and default outbound access.
 *
 * <pre>
 * vnet/corp -- nat-gateway/out ---------- internet/edge
 *           -- default-outbound/corp ----
 * </pre>
 */
final class EgressAssembly {

    private final Topology.Builder topology;
    private final Map<IpAddress, String> publicAddresses;
    private final AddressBook addresses;
    private final StandInAddresses standIns;
    private final List<NatGatewaySpec> natGateways;

    /**
     * The ways out.
     *
     * @param topology takes elements and links
     * @param publicAddresses the edge's interface for each public address, to which this adds
     * @param addresses who has which address
     */
    EgressAssembly(
            AksResources aks,
            Topology.Builder topology,
            Map<IpAddress, String> publicAddresses,
            AddressBook addresses,
            StandInAddresses standIns) {
        this.topology = topology;
        this.publicAddresses = publicAddresses;
        this.addresses = addresses;
        this.standIns = standIns;
        this.natGateways = new ArrayList<>(aks.natGateways());
        if (aks.egress().outboundType().isManagedNatGateway()) {
            natGateways.add(managed(aks.egress()));
        }
    }

    private NatGatewaySpec managed(AksCluster.Egress egress) {
        AksCluster.ManagedNatGateway profile = egress.natGateway();
        List<IpAddress> own = profile.outboundIps();
        return new NatGatewaySpec(
                ManagedNetwork.NAT_GATEWAY,
                own.isEmpty() ? standIns.next(profile.managedOutboundIpCount()) : own,
                profile.idleTimeoutMinutes(),
                egress.outboundType() == OutboundType.MANAGED_NAT_GATEWAY_V2
                        ? NatGatewaySpec.Sku.STANDARD_V2
                        : NatGatewaySpec.Sku.STANDARD);
    }

    /** What decides in a network with these NICs, some of which are behind load balancers. */
    EgressConfig config(VirtualNetworkSpec network, List<NicAttachment> nics, Set<String> backends) {
        List<SubnetNatGateway> gateways = new ArrayList<>();
        Set<String> lending = new HashSet<>();
        for (SubnetSpec subnet : network.subnets()) {
            subnet.settings()
                    .findNatGateway()
                    .filter(name -> natGateways.stream()
                            .anyMatch(gateway -> gateway.name().equals(name)))
                    .ifPresent(
                            name -> gateways.add(new SubnetNatGateway(subnet.name(), translated(subnet, name), name)));
            boolean lends = subnet.settings().defaultOutboundAccess()
                    && subnet.settings().findNatGateway().isEmpty();
            if (lends) {
                lending.add(subnet.name());
            }
        }
        Set<String> borrowers = new HashSet<>();
        for (NicAttachment nic : nics) {
            boolean borrows =
                    lending.contains(nic.subnet()) && nic.findPublicIp().isEmpty() && !backends.contains(nic.nic());
            if (borrows) {
                borrowers.add(nic.nic());
            }
        }
        return new EgressConfig(gateways, borrowers);
    }

    /** The ranges of the subnet of whose family the NAT gateway has an address: the SKU Standard has IPv4 only. */
    private List<Cidr> translated(SubnetSpec subnet, String natGateway) {
        Set<IpFamily> families = new HashSet<>();
        natGateways.stream()
                .filter(gateway -> gateway.name().equals(natGateway))
                .flatMap(gateway -> gateway.publicIps().stream())
                .forEach(address -> families.add(address.family()));
        return subnet.addressPrefixes().stream()
                .filter(prefix -> families.contains(prefix.family()))
                .toList();
    }

    /** Adds the elements and joins them to the network and to the edge. */
    void join(VirtualNetworkSpec network, EgressConfig config, List<NicAttachment> nics) {
        String vnet = FabricAssembly.networkElement(network.name());
        Set<String> names = new HashSet<>();
        config.natGateways().forEach(one -> names.add(one.natGateway()));
        natGateways.stream().filter(gateway -> names.contains(gateway.name())).forEach(gateway -> {
            String element = "nat-gateway/" + gateway.name();
            topology.add(new TopologyNode(element, "nat-gateway", elements -> new NatGateway(gateway)));
            link(vnet, VirtualNetwork.natGatewayInterface(gateway.name()), element, NatGateway.VNET);
            link(FabricAssembly.EDGE, InternetEdge.deviceInterface(element), element, NatGateway.INTERNET);
            gateway.publicIps().forEach(address -> {
                publicAddresses.put(address, InternetEdge.deviceInterface(element));
                addresses.add(address, "egress/" + gateway.name());
            });
        });
        joinDefaultOutbound(network, config, nics);
    }

    private void joinDefaultOutbound(VirtualNetworkSpec network, EgressConfig config, List<NicAttachment> nics) {
        if (config.defaultOutboundNics().isEmpty()) {
            return;
        }
        String element = "default-outbound/" + network.name();
        Map<IpAddress, IpAddress> borrowed = new HashMap<>();
        for (NicAttachment nic : nics) {
            if (config.defaultOutboundNics().contains(nic.nic())) {
                IpAddress lent = standIns.next();
                borrowed.put(nic.primaryAddress(), lent);
                publicAddresses.put(lent, InternetEdge.deviceInterface(element));
                addresses.add(lent, "egress/default-outbound");
            }
        }
        String vnet = FabricAssembly.networkElement(network.name());
        topology.add(new TopologyNode(element, "default-outbound", elements -> new DefaultOutbound(borrowed)));
        link(vnet, VirtualNetwork.DEFAULT_OUTBOUND, element, DefaultOutbound.VNET);
        link(FabricAssembly.EDGE, InternetEdge.deviceInterface(element), element, DefaultOutbound.INTERNET);
    }

    private void link(String one, String ofOne, String other, String ofOther) {
        topology.link(new LinkEnd(one, ofOne), new LinkEnd(other, ofOther), LinkLatency.FABRIC_NANOS);
    }
}
