package io.podpath.azure.route;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;

/**
 * Which virtual networks are joined by peerings, which gateways each may use, and what is advertised to the networks
 * outside.
 *
 * <p>A peering counts when both networks name each other; it is not transitive. A network uses its own gateways or, if
 * its side of a peering says {@code useRemoteGateways} and the other {@code allowGatewayTransit}, those of the peered
 * network. A gateway advertises the ranges of its network and of those that use it in this way, and nothing else: the pod
 * CIDR of kubenet or Overlay is no range of a virtual network.
 *
 * <p><i>Source:</i> Azure docs, Create, change, or delete a virtual network peering; Configure VPN gateway transit for
 * virtual network peering. That pod CIDRs are not advertised is derived from it.
 */
public final class Connectivity {

    private final List<VirtualNetworkSpec> networks;
    private final List<VirtualNetworkGatewaySpec> gateways;
    private final List<OnPremisesSpec> sites;

    /**
     * The connections.
     *
     * @param networks every virtual network, one that AKS creates included
     * @param azure gateways and sites
     */
    public Connectivity(List<VirtualNetworkSpec> networks, AzureEnvironment azure) {
        this.networks = List.copyOf(networks);
        this.gateways = azure.gateways();
        this.sites = azure.onPremises();
    }

    /** The networks peered directly with one. */
    public List<VirtualNetworkSpec> listPeers(VirtualNetworkSpec network) {
        return networks.stream().filter(network::isPeeredWith).toList();
    }

    /** The same, as routes see them. */
    public List<PeeredNetwork> listPeered(VirtualNetworkSpec network) {
        return listPeers(network).stream()
                .map(peer -> new PeeredNetwork(peer.name(), peer.addressPrefixes(), hasAccess(network, peer)))
                .toList();
    }

    /** Whether both sides of a peering allow access. Azure documents the setting for one side; podpath asks both. */
    public static boolean hasAccess(VirtualNetworkSpec one, VirtualNetworkSpec other) {
        return one.findPeering(other.name())
                        .filter(PeeringSpec::allowVirtualNetworkAccess)
                        .isPresent()
                && other.findPeering(one.name())
                        .filter(PeeringSpec::allowVirtualNetworkAccess)
                        .isPresent();
    }

    /** Whether a network uses the gateways of a peered one. */
    public static boolean usesGatewaysOf(VirtualNetworkSpec spoke, VirtualNetworkSpec hub) {
        return spoke.findPeering(hub.name())
                        .filter(PeeringSpec::useRemoteGateways)
                        .isPresent()
                && hub.findPeering(spoke.name())
                        .filter(PeeringSpec::allowGatewayTransit)
                        .isPresent();
    }

    /** The gateways a network may use: its own, else those of a peered network. */
    public List<VirtualNetworkGatewaySpec> listGateways(VirtualNetworkSpec network) {
        List<VirtualNetworkGatewaySpec> own = gatewaysIn(network);
        if (!own.isEmpty()) {
            return own;
        }
        return listPeers(network).stream()
                .filter(peer -> usesGatewaysOf(network, peer))
                .flatMap(peer -> gatewaysIn(peer).stream())
                .toList();
    }

    private List<VirtualNetworkGatewaySpec> gatewaysIn(VirtualNetworkSpec network) {
        return gateways.stream()
                .filter(gateway -> gateway.virtualNetwork().equals(network.name()))
                .toList();
    }

    /** What the gateways a network may use have learned. */
    public List<LearnedRoutes> listLearned(VirtualNetworkSpec network) {
        return listGateways(network).stream()
                .map(gateway -> new LearnedRoutes(
                        gateway.name(),
                        gateway.kind(),
                        listSites(gateway).stream()
                                .flatMap(site -> site.prefixes().stream())
                                .distinct()
                                .toList()))
                .toList();
    }

    /** The sites connected to a gateway. */
    public List<OnPremisesSpec> listSites(VirtualNetworkGatewaySpec gateway) {
        return sites.stream()
                .filter(site -> site.gateway().equals(gateway.name()))
                .toList();
    }

    /** What a gateway tells the networks outside. */
    public List<Cidr> listAdvertised(VirtualNetworkGatewaySpec gateway) {
        List<Cidr> advertised = new ArrayList<>();
        for (VirtualNetworkSpec network : networks) {
            if (listGateways(network).contains(gateway)) {
                advertised.addAll(network.addressPrefixes());
            }
        }
        return advertised;
    }
}
