package io.podpath.azure.fabric;

import io.podpath.azure.route.EffectiveRoutes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a virtual network is built from.
 *
 * @param name its name
 * @param routesBySubnet the routes of each subnet, by the subnet's name
 * @param nics the NICs in it
 * @param overlays the overlay domains of clusters in it
 * @param loadBalancers the load balancers linked to it
 * @param latency how long packets take
 * @param egress NAT gateways and default outbound access of its subnets
 */
public record VirtualNetworkConfig(
        String name,
        Map<String, EffectiveRoutes> routesBySubnet,
        List<NicAttachment> nics,
        List<OverlayDomain> overlays,
        LoadBalancerDoors loadBalancers,
        FabricLatency latency,
        EgressConfig egress) {

    public VirtualNetworkConfig {
        routesBySubnet = new TreeMap<>(routesBySubnet);
        nics = List.copyOf(nics);
        overlays = List.copyOf(overlays);
    }

    /** A network whose subnets have neither NAT gateways nor default outbound access. */
    public VirtualNetworkConfig(
            String name,
            Map<String, EffectiveRoutes> routesBySubnet,
            List<NicAttachment> nics,
            List<OverlayDomain> overlays,
            LoadBalancerDoors loadBalancers,
            FabricLatency latency) {
        this(name, routesBySubnet, nics, overlays, loadBalancers, latency, EgressConfig.NONE);
    }
}
