package io.podpath.azure.route;

/**
 * Where a route of a subnet comes from.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing, section How Azure selects a route.
 */
public enum RouteOrigin {
    /** Every subnet has it. */
    SYSTEM("Default", "system"),
    /** Learned by a VPN gateway, by BGP or from a local network gateway. */
    VPN_GATEWAY("VirtualNetworkGateway", "BGP"),
    /** Learned by an ExpressRoute gateway. */
    EXPRESS_ROUTE_GATEWAY("VirtualNetworkGateway", "BGP"),
    /** Written in a route table. */
    USER("User", "user");

    private final String text;
    private final String word;

    RouteOrigin(String text, String word) {
        this.text = text;
        this.word = word;
    }

    /** Whether a gateway learned it. */
    public boolean isLearned() {
        return this == VPN_GATEWAY || this == EXPRESS_ROUTE_GATEWAY;
    }

    /** The spelling of the effective route table. */
    public String text() {
        return text;
    }

    /** The word people use. */
    public String word() {
        return word;
    }
}
