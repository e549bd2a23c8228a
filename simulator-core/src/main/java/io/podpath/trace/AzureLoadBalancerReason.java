package io.podpath.trace;

/** What Azure's load balancer does to packets. */
public enum AzureLoadBalancerReason implements Reason {
    /** No backend of the load balancer is healthy. */
    LB_NO_HEALTHY_BACKEND(
            "no backend of the load balancer is healthy",
            "The health probe of every backend fails, so the load balancer opens no new flow. With externalTrafficPolicy Local only nodes with a ready endpoint answer the probe. Probes come from 168.63.129.16, and the security groups of the nodes must let them in.",
            "Start a ready pod, or look at why the probe fails on the nodes; a group that denies everything needs a rule for the tag AzureLoadBalancer before that.",
            "Azure docs, Load Balancer health probes"),
    /** The frontend has no rule for this protocol and port. */
    LB_NO_RULE(
            "the frontend has no rule for this protocol and port",
            "A Standard Load Balancer forwards only what one of its rules names; everything else for the frontend address is dropped.",
            "Add the port to the Service.",
            "Azure docs, Azure Load Balancer components"),
    /** Outbound rules translate TCP and UDP only. */
    LB_OUTBOUND_PROTOCOL(
            "outbound rules translate TCP and UDP only",
            "The load balancer does not translate ICMP on the way out, so a ping to the internet gets no answer.",
            "Test with TCP, or give the node a public IP.",
            "Azure docs, Outbound rules"),
    /** Outbound rules drop fragments. */
    LB_OUTBOUND_FRAGMENTS(
            "outbound rules drop fragments",
            "The load balancer translates whole packets only. A datagram larger than the sender's MTU leaves it in fragments and is lost.",
            "Send less at once, or use TCP.",
            "Azure docs, Outbound rules"),
    /** The node's share of the load balancer's source ports is used up. */
    SNAT_PORTS_EXHAUSTED(
            "the node's share of the load balancer's source ports is used up",
            "Each node owns a fixed slice of the ports of the outbound IP; a port can serve many destinations but only one connection to the same destination at a time.",
            "Reuse connections, allocate more ports or outbound IPs, or use a NAT gateway.",
            "Azure docs, Use SNAT for outbound connections");

    private final ReasonText text;

    AzureLoadBalancerReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
