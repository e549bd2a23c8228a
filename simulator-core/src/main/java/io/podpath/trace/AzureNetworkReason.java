package io.podpath.trace;

/** What Azure's virtual network does to packets: security groups, routes, NICs. */
public enum AzureNetworkReason implements Reason {
    /** A network security group rule denies the flow. */
    NSG_DENIED(
            "a network security group rule denies the flow",
            "Azure evaluates the rules of a network security group by priority and the first match decides. Inbound the subnet's group is asked before the NIC's, outbound the NIC's before the subnet's; both must allow.",
            "Read the rule named in the step, then add an allow rule with a lower priority number, or widen the rule that nearly matched.",
            "Azure docs, How network security groups filter network traffic"),
    /** A security admin rule denies the flow. */
    NSG_ADMIN_DENIED(
            "a security admin rule denies the flow",
            "Azure Virtual Network Manager deploys security admin rules to virtual networks. They are asked before every network security group; Deny ends the matter, and no group can allow what it forbids.",
            "Ask the team that manages the virtual networks for an admin rule with action Allow or AlwaysAllow and a lower priority number.",
            "Azure docs, Security admin rules in Azure Virtual Network Manager"),
    /** The effective route for the destination is None. */
    UDR_NULL_ROUTE(
            "the effective route for the destination is None",
            "Azure adds system routes with next hop None for the private ranges that the virtual network does not use. A packet whose longest matching prefix is such a route is dropped in silence.",
            "Give the subnet a route to the destination: a peering, a gateway, or a user-defined route. A kubenet pod CIDR needs the cluster's route table on the subnet of the sender.",
            "Azure docs, Virtual network traffic routing"),
    /** The next hop of a user-defined route does not exist. */
    UDR_NEXT_HOP_MISSING(
            "the next hop of a user-defined route does not exist",
            "A route with next hop type VirtualAppliance names an address that no NIC of the virtual network owns, so the fabric has nowhere to deliver the packet.",
            "Correct the next hop address, or start the appliance that owns it.",
            "Azure docs, Virtual network traffic routing"),
    /** No NIC of the virtual network owns the destination. */
    VNET_NO_SUCH_ADDRESS(
            "no NIC of the virtual network owns the destination",
            "The route stays inside the virtual network, but no NIC has the destination address and the overlay does not map it to a node.",
            "Check the address; a pod address of Overlay is reachable only from members of the cluster.",
            "Azure docs, Virtual network traffic routing"),
    /** The NIC may not send with this source address. */
    NIC_SOURCE_CHECK(
            "the NIC may not send with this source address",
            "The fabric drops packets whose source is not an address of the sending NIC, unless IP forwarding is enabled on that NIC or the address belongs to the overlay.",
            "Enable IP forwarding on the NIC, or translate the source on the node.",
            "Azure docs, Virtual network traffic routing, section VirtualAppliance"),
    /** The NIC does not accept this destination address. */
    NIC_DESTINATION_CHECK(
            "the NIC does not accept this destination address",
            "A NIC without IP forwarding accepts only packets for its own addresses, for frontends of its load balancer, and for pods of its node in the overlay.",
            "Enable IP forwarding on the NIC that stands as next hop.",
            "Azure docs, Virtual network traffic routing, section VirtualAppliance"),
    /** Nothing translates this source for the internet. */
    NO_PUBLIC_EGRESS(
            "nothing translates this source for the internet",
            "A packet for the internet needs a NAT gateway, a public IP of its own, or an outbound rule of a load balancer, and this subnet and NIC have none.",
            "Choose an outbound type, or route 0.0.0.0/0 to an appliance.",
            "Azure docs, Default outbound access"),
    /** The platform address offers no such service. */
    PLATFORM_NO_SERVICE(
            "the platform address offers no such service",
            "168.63.129.16 answers DNS and the guest agent's HTTP ports, 169.254.169.254 the metadata service on TCP 80; anything else is dropped by the host in silence.",
            "Use a port the platform documents.",
            "Azure docs, What is IP address 168.63.129.16"),
    /** The metadata service answers only the machine's own address. */
    PLATFORM_FOREIGN_SOURCE(
            "the metadata service answers only the machine's own address",
            "A request to 169.254.169.254 must come from an address of the NIC itself; AKS translates pods to the node's address for this reason.",
            "Let the node translate the source of pods to link-local destinations.",
            "Azure docs, Azure Instance Metadata Service");

    private final ReasonText text;

    AzureNetworkReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
