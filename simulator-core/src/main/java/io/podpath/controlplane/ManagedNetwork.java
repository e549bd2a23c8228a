package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSettings;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;

/**
 * The virtual networks of a scenario: the declared ones, or the one AKS creates.
 *
 * <p>The managed subnet is private: Azure lends its machines no address, which is so since 2026-03-31. The names of what
 * AKS creates are podpath's.
 *
 * <p><i>Source:</i> AKS release 2022-02-24 for the range 10.224.0.0/12; the subnet 10.224.0.0/16 is as observed; the range
 * of IPv6 is that of the nodes in Azure docs, Use dual-stack networking; Azure docs, retirement of default outbound access
 * in AKS.
 */
public final class ManagedNetwork {

    /** What podpath calls it. */
    public static final String NAME = "aks-vnet";

    /** The NAT gateway that AKS makes for the outbound type {@code managedNATGateway}. */
    public static final String NAT_GATEWAY = "aks-nat-gateway";

    private static final String SUBNET = "aks-subnet";
    /** Its range. */
    public static final Cidr RANGE = Cidr.parse("10.224.0.0/12");
    /** The range of its subnet. */
    public static final Cidr SUBNET_RANGE = Cidr.parse("10.224.0.0/16");

    private static final Cidr IPV6_RANGE = Cidr.parse("2001:1234:5678:9abc::/64");

    private ManagedNetwork() {}

    /** The declared networks, and the managed one if the cluster names no subnet. */
    public static List<VirtualNetworkSpec> networks(AksCluster cluster, AzureEnvironment azure) {
        List<VirtualNetworkSpec> networks = new ArrayList<>(azure.virtualNetworks());
        if (cluster.findVnetSubnet().isEmpty()) {
            networks.add(create(cluster));
        }
        return networks;
    }

    private static VirtualNetworkSpec create(AksCluster cluster) {
        boolean isDualStack = cluster.ranges().findIpv6().isPresent();
        boolean hasNatGateway = cluster.egress().outboundType().isManagedNatGateway();
        SubnetSettings settings = SubnetSettings.NONE
                .withNatGateway(hasNatGateway ? NAT_GATEWAY : null)
                .withDefaultOutboundAccess(false);
        List<Cidr> ofSubnet = isDualStack ? List.of(SUBNET_RANGE, IPV6_RANGE) : List.of(SUBNET_RANGE);
        List<Cidr> ofNetwork = isDualStack ? List.of(RANGE, IPV6_RANGE) : List.of(RANGE);
        SubnetSpec subnet = new SubnetSpec(SUBNET, ofSubnet, settings);
        return new VirtualNetworkSpec(NAME, ofNetwork, List.of(subnet), List.of());
    }

    /** The subnet of nodes whose pool names none. */
    static SubnetReference nodeSubnet(AksCluster cluster) {
        return cluster.findVnetSubnet().orElse(new SubnetReference(NAME, SUBNET));
    }
}
