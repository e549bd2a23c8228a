package io.podpath.azure.resource;

/**
 * A virtual network gateway as declared. It stands in the subnet {@value #SUBNET} of its virtual network, which nothing
 * else may use.
 *
 * <p><i>Source:</i> Azure docs, About VPN Gateway configuration settings; About ExpressRoute virtual network gateways.
 *
 * @param name its name
 * @param virtualNetwork the name of its virtual network
 * @param kind what it connects by
 */
public record VirtualNetworkGatewaySpec(String name, String virtualNetwork, Kind kind) implements AzureResource {

    /** The reserved name of the subnet a gateway stands in. */
    public static final String SUBNET = "GatewaySubnet";

    /** The subnet it stands in. */
    public SubnetReference subnet() {
        return new SubnetReference(virtualNetwork, SUBNET);
    }

    /** What a gateway connects by; at most one of each kind stands in a virtual network. */
    public enum Kind {
        /** Tunnels over the internet. User-defined routes may point to it. */
        VPN("Vpn"),
        /** A private circuit. User-defined routes may not point to it. */
        EXPRESS_ROUTE("ExpressRoute");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Azure's spelling. */
        public String text() {
            return text;
        }
    }
}
