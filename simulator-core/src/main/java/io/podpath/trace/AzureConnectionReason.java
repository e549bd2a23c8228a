package io.podpath.trace;

/** What happens between virtual networks, at gateways, in networks outside Azure, and at private endpoints. */
public enum AzureConnectionReason implements Reason {
    /** The peering does not allow access. */
    PEERING_ACCESS_OFF(
            "the peering does not allow access",
            "With allowVirtualNetworkAccess switched off the peering stays connected, but no traffic flows between the two networks.",
            "Set allowVirtualNetworkAccess to true on both sides of the peering.",
            "Azure docs, Create, change, or delete a virtual network peering"),
    /** The peering does not take forwarded traffic. */
    PEERING_FORWARDED_TRAFFIC(
            "the peering does not take forwarded traffic",
            "A packet whose source lies outside the peered network was forwarded by something in that network. The receiving network takes it only if its own side of the peering allows forwarded traffic. Azure documents the rule; a test of 2021 saw forwarded packets pass in many cases without it, so do not rely on the setting to keep packets out.",
            "Set allowForwardedTraffic to true on the receiving network's side of the peering.",
            "Azure docs, Create, change, or delete a virtual network peering; blog.cloudtrooper.net, VNet peering settings (2021-06-18)"),
    /** No network behind the gateway has the destination. */
    GATEWAY_NO_ROUTE(
            "no network behind the gateway has the destination",
            "The route leads to the gateway, but no site connected to it advertises a range that holds the destination.",
            "Let the site advertise the range, or add it to the local network gateway.",
            "Azure docs, About BGP with VPN Gateway"),
    /** The network outside Azure has no route to the destination. */
    ONPREM_NO_ROUTE(
            "the network outside Azure has no route to the destination",
            "A gateway advertises the ranges of its virtual network and of peered networks that use it, nothing else. The pod CIDR of kubenet and of Azure CNI Overlay is no range of a virtual network, so nobody outside ever hears of it.",
            "Expose the pods through an internal load balancer, or use a model whose pods have addresses of the virtual network. For a spoke: useRemoteGateways there and allowGatewayTransit in the hub.",
            "Azure docs, Configure VPN gateway transit for virtual network peering; AKS, Azure CNI Overlay networking"),
    /** No host of the site has the address. */
    ONPREM_NO_SUCH_ADDRESS(
            "no host of the site has the address",
            "The address lies in a range of the site, but no host declared there has it.",
            "Check the address, or declare the host under azure.onPrem.",
            "podpath"),
    /** The packet left for an Azure service over a service endpoint. */
    LEFT_BY_SERVICE_ENDPOINT(
            "the packet left for an Azure service over a service endpoint",
            "The subnet has a service endpoint, whose routes win against a default route to an appliance. The service sees the private address of the sender.",
            "Nothing is wrong; to lead it through an appliance, remove the service endpoint or use a private endpoint.",
            "Azure docs, Virtual network service endpoints"),
    /** The private endpoint's service does not answer here. */
    PRIVATE_ENDPOINT_NO_SERVICE(
            "the private endpoint's service does not answer here",
            "A private endpoint hands packets to its service only at the service's own ports. podpath takes anything else to be dropped in silence, pings too.",
            "Use the port of the service, and list it under listen.",
            "Azure docs, What is a private endpoint; for the silence: podpath"),
    /** A private link service carries TCP and UDP only. */
    PRIVATE_LINK_PROTOCOL(
            "a private link service carries TCP and UDP only",
            "Callers of a private endpoint reach a private link service by TCP or UDP over IPv4; a ping does not get through.",
            "Test with the protocol and port of the service.",
            "Azure docs, What is Azure Private Link service, Limitations"),
    /** The private link service has no port left for this flow. */
    PRIVATE_LINK_NO_PORT(
            "the private link service has no port left for this flow",
            "Each flow takes a port of one of the NAT addresses for as long as it lasts.",
            "Give the private link service more NAT addresses, eight at most.",
            "Azure docs, What is Azure Private Link service, Properties"),
    /** The packet belongs to no flow of the private link service. */
    PRIVATE_LINK_NO_FLOW(
            "the packet belongs to no flow of the private link service",
            "The NAT addresses of a private link service stand for its callers; nobody can open a flow towards them.",
            "Let the caller open the flow; a private link leads one way.",
            "Azure docs, What is Azure Private Link service");

    private final ReasonText text;

    AzureConnectionReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
