package io.podpath.azure.resource;

/**
 * Where a route of a virtual network leads.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing. InterfaceEndpoint stands in no page of Azure's; it is what
 * {@code az network nic show-effective-route-table} was seen to print.
 */
public enum NextHopType {
    /** Stays in the virtual network. */
    VNET_LOCAL("VnetLocal"),
    /** A NIC that forwards. */
    VIRTUAL_APPLIANCE("VirtualAppliance"),
    /** A VPN or ExpressRoute gateway. */
    VIRTUAL_NETWORK_GATEWAY("VirtualNetworkGateway"),
    /** A peered virtual network. */
    VNET_PEERING("VNetPeering"),
    /** A private endpoint. */
    INTERFACE_ENDPOINT("InterfaceEndpoint"),
    /** An Azure service, straight over the backbone. */
    SERVICE_ENDPOINT("VirtualNetworkServiceEndpoint"),
    /** The internet. */
    INTERNET("Internet"),
    /** Dropped. */
    NONE("None");

    private final String text;

    NextHopType(String text) {
        this.text = text;
    }

    /** Azure's spelling. */
    public String text() {
        return text;
    }
}
