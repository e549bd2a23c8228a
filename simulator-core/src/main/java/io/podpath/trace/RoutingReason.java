package io.podpath.trace;

/** What routing does to packets. */
public enum RoutingReason implements Reason {
    /** The routing table has no route to the destination. */
    ROUTE_NONE(
            "the routing table has no route to the destination",
            "The namespace's routing table holds no prefix for the destination, so the kernel answers with net unreachable.",
            "Add the route.",
            "Linux fib lookup"),
    /** A tunnel knows nobody at its other end. */
    ROUTE_NO_PEER(
            "the tunnel has no peer for the destination",
            "WireGuard sends to the peer whose allowed addresses hold the destination, and answers a peer only after it has heard from it.",
            "Let the pod open the connection.",
            "Linux drivers/net/wireguard/device.c wg_xmit (ENOKEY, EDESTADDRREQ)"),
    /** The route says to throw the packet away. */
    ROUTE_NULL(
            "the route says to throw the packet away",
            "A route of type blackhole drops in silence; unreachable and prohibit answer with an ICMP error.",
            "Look for the agent that owns the prefix: Calico keeps such routes for its blocks.",
            "Linux net/ipv4/fib_semantics.c; ip-route(8)"),
    /** The route back to the source points to another interface. */
    ROUTE_RP_FILTER(
            "the route back to the source points to another interface",
            "With rp_filter 1 the kernel drops a packet in silence when its best route to the source does not lead out of the interface the packet came in on.",
            "Make the path symmetric, or set rp_filter to 2 on that interface.",
            "RFC 3704; Linux ip-sysctl rp_filter"),
    /** The source or destination cannot be on this interface. */
    ROUTE_MARTIAN(
            "the source or destination cannot be on this interface",
            "Loopback addresses on a wire, and packets that claim to come from the receiver itself, are dropped. That is also how a backend loses its own call to the internal frontend of its pool when the load balancer picks the caller.",
            "Set route_localnet or accept_local only if you know why. Behind a load balancer let callers be other machines than the backends, or answer the frontend on the machine itself, as kube-proxy does for Services.",
            "RFC 1812 section 5.3.7; Linux fib_validate_source; Azure docs, Troubleshoot Azure Load Balancer backend traffic"),
    /** The time to live ran out. */
    ROUTE_TTL_EXPIRED(
            "the time to live ran out",
            "Each router lowers the TTL by one and drops the packet at zero, reporting time exceeded.",
            "Look for a routing loop.",
            "RFC 1812 section 5.3.1"),
    /** Nobody on the link answers for the next hop. */
    ROUTE_NEIGHBOUR(
            "nobody on the link answers for the next hop",
            "The route is on-link but no interface on that link owns the address.",
            "Check whether the pod still exists.",
            "RFC 826"),
    /** The host does not forward packets. */
    ROUTE_FORWARDING_OFF(
            "the host does not forward packets",
            "The packet is for somebody else and net.ipv4.ip_forward is 0.",
            "Enable forwarding on an appliance that should route.",
            "Linux ip-sysctl ip_forward"),
    /** The packet came back to an element it had left unchanged. */
    ROUTE_LOOP(
            "the packet came back to an element it had left unchanged",
            "Two routes point at each other; the TTL would end the circle in the end.",
            "Correct one of the routes.",
            "RFC 1812"),
    /** The packet is larger than the link and must not be fragmented. */
    ROUTE_MTU(
            "the packet is larger than the link and must not be fragmented",
            "A router reports fragmentation needed with the MTU of the next link.",
            "Lower the MTU of the sender, or clamp the MSS.",
            "RFC 1191"),
    /** The frame is larger than the bridge takes and must not be fragmented. */
    BRIDGE_MTU(
            "the frame is larger than the bridge takes and must not be fragmented",
            "A bridge that sends frames through the rules cuts IPv4 packets without \"do not fragment\" and puts back in"
                    + " pieces what it put together. Anything else that is too large it drops after POSTROUTING; only the"
                    + " sender of an IPv6 packet is told.",
            "Give all ports of the bridge, and the interfaces behind them, the same MTU.",
            "Linux net/bridge/br_netfilter_hooks.c br_nf_dev_queue_xmit, br_nf_ip_fragment"),
    /** The bridge does not send a frame back where it came from. */
    BRIDGE_HAIRPIN_OFF(
            "the bridge does not send a frame back where it came from",
            "A pod that reaches itself through its Service has to get its own packet back. kubenet's bridge has"
                    + " hairpin_mode off and relies on promiscuous mode; since a kernel change of 2024 the copy that"
                    + " promiscuous mode hands to the host loses its connection and is dropped as INVALID.",
            "Call localhost instead of one's own Service, or move to Azure CNI. A second replica only makes it slow: each"
                    + " repeated SYN draws an endpoint again.",
            "Linux commit 751de2012eaf, br_netfilter: skip conntrack input hook for promisc packets");

    private final ReasonText text;

    RoutingReason(String summary, String explanation, String fix, String source) {
        this.text = new ReasonText(summary, explanation, fix, source);
    }

    @Override
    public ReasonText text() {
        return text;
    }
}
