package io.podpath.azure.resource;

/**
 * One side of a peering of two virtual networks; it connects them only if both sides have it.
 *
 * <p><i>Source:</i> Azure docs, Virtual network peering; Configure VPN gateway transit for virtual network peering.
 *
 * @param remote the name of the other virtual network
 * @param allowVirtualNetworkAccess whether the networks' own ranges may talk to each other
 * @param allowForwardedTraffic whether packets are taken that did not begin in the other network
 * @param allowGatewayTransit whether the other network may use this network's gateway
 * @param useRemoteGateways whether this network uses the other's gateway
 */
public record PeeringSpec(
        String remote,
        boolean allowVirtualNetworkAccess,
        boolean allowForwardedTraffic,
        boolean allowGatewayTransit,
        boolean useRemoteGateways) {

    /** A peering with Azure's defaults: access, and nothing else. */
    public static PeeringSpec to(String remote) {
        return new PeeringSpec(remote, true, false, false, false);
    }
}
