package io.podpath.trace;

/** What an Azure Firewall does to packets. */
public enum AzureFirewallReason implements Reason {
    /** The firewall has no session for this packet. */
    FW_NO_SESSION(
            "the firewall has no session for this packet",
            "A stateful firewall lets a packet that opens nothing through only if it saw the connection begin, and on the same side. It sees an answer without its request if the request came another way: a public load balancer hands it to the node, and the route for 0.0.0.0/0 sends the answer to the firewall.",
            "Bring both directions through the firewall: publish an internal load balancer with a DNAT rule; or keep both away from it: a route for the other end's address with next hop Internet.",
            "Azure docs, Integrate Azure Firewall with Azure Standard Load Balancer"),
    /** The firewall's rules deny the flow. */
    FW_DENIED(
            "the firewall's rules deny the flow",
            "An Azure Firewall asks DNAT rules, network rules and application rules in this order, each kind by priority; the first that matches decides, and if none does the flow is denied.",
            "Read the rules in the step and why they did not match, then add or widen an allow rule.",
            "Azure docs, Azure Firewall rule processing logic"),
    /** The firewall publishes nothing at this address and port. */
    FW_NO_DNAT_RULE(
            "the firewall publishes nothing at this address and port",
            "From the internet only DNAT rules lead through an Azure Firewall.",
            "Add a DNAT rule for the firewall's public address and this port.",
            "Azure docs, Azure Firewall rule processing logic"),
    /** Every source port of the firewall towards this destination is in use. */
    FW_SNAT_EXHAUSTED(
            "every source port of the firewall towards this destination is in use",
            "Each public address of an Azure Firewall has 2,496 source ports for each of its instances, of which there are two at least.",
            "Give the firewall more public addresses, or its subnet a NAT gateway with 64,512 ports for each address.",
            "Azure docs, Scale SNAT ports with Azure NAT Gateway"),
    /** The firewall cannot hide this protocol behind a public address. */
    FW_SNAT_PROTOCOL(
            "the firewall cannot hide this protocol behind a public address",
            "Network rules for protocols other than TCP and UDP do not work towards the internet, because the load balancer in front of the firewall translates only these two.",
            "Test with TCP.",
            "Azure docs, Azure Firewall known issues"),
    /** The firewall has no public address to leave under. */
    FW_NO_PUBLIC_IP(
            "the firewall has no public address to leave under",
            "The route of the firewall's subnet leads straight to the internet, and the firewall has neither a public address nor a NAT gateway on its subnet.",
            "Give the firewall a public address, its subnet a NAT gateway, or force the traffic through another hop.",
            "Azure docs, Azure Firewall SNAT private IP address ranges"),
    /** An application rule needs the name of the destination, which is not known. */
    FW_NAME_UNKNOWN(
            "an application rule needs the name of the destination, which is not known",
            "Application rules look at the name a client sends over HTTP or TLS. podpath knows a name only if the destination is an internet host with declared names or stands in azure.publicDns; lists that Microsoft keeps, such as AzureKubernetesService, are not known.",
            "Declare the destination under azure.internet with its fqdns, or under azure.publicDns.",
            "Azure docs, Azure Firewall rule processing logic");

    private final ReasonText text;

    AzureFirewallReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
