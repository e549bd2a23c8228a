package io.podpath.trace;

/** What NAT gateways and default outbound access do to packets. */
public enum AzureEgressReason implements Reason {
    /** A NAT gateway translates TCP and UDP only. */
    NATGW_PROTOCOL(
            "a NAT gateway translates TCP and UDP only",
            "A NAT gateway does not carry ICMP in either direction, so a ping to the internet gets no answer.",
            "Test with TCP.",
            "Azure docs, Azure NAT Gateway resource"),
    /** A NAT gateway drops fragments. */
    NATGW_FRAGMENTS(
            "a NAT gateway drops fragments",
            "A NAT gateway needs the ports of every packet, and only the first fragment of a datagram has them.",
            "Send less at once, or use TCP.",
            "Azure docs, Azure NAT Gateway resource"),
    /** A NAT gateway lets nobody in uninvited. */
    NATGW_INBOUND(
            "a NAT gateway lets nobody in uninvited",
            "A NAT gateway takes packets from the internet only as answers to flows that began inside.",
            "Publish the service with a load balancer or a public address; both work beside a NAT gateway.",
            "Azure docs, Azure NAT Gateway resource"),
    /** The NAT gateway does not know the flow. */
    NATGW_NO_FLOW(
            "the NAT gateway does not know the flow",
            "A TCP packet that opens nothing belongs to no flow of the NAT gateway: the flow was idle for too long, or its first packet went another way. The gateway answers with a reset.",
            "Send keep-alives more often than the idle timeout, or raise it; keep both directions on one path.",
            "Azure docs, Azure NAT Gateway resource, section TCP reset"),
    /** Every flow the NAT gateway can have to this destination is in use. */
    NATGW_PORTS_EXHAUSTED(
            "every flow the NAT gateway can have to this destination is in use",
            "Each public address of a NAT gateway carries 50,000 flows to one destination address and port; a port rests after its flow before it serves the same destination again.",
            "Reuse connections, spread them over more destinations, or give the gateway more public addresses.",
            "Azure docs, Azure NAT Gateway resource, section Performance"),
    /** Default outbound access drops fragments. */
    DEFAULT_OUTBOUND_FRAGMENTS(
            "default outbound access drops fragments",
            "The borrowed address carries whole packets only.",
            "Send less at once, or give the subnet a NAT gateway and use TCP.",
            "Azure docs, Default outbound access in Azure"),
    /** A borrowed address takes answers only. */
    DEFAULT_OUTBOUND_INBOUND(
            "a borrowed address takes answers only",
            "The address of default outbound access belongs to Microsoft; it cannot be used to reach a machine.",
            "Give the machine a public address of its own or a load balancer.",
            "Azure docs, Default outbound access in Azure");

    private final ReasonText text;

    AzureEgressReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
