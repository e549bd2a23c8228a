package io.podpath.trace;

/** How a packet ends; every packet ends in exactly one of these. */
public enum Disposition {
    /** A socket at the destination got it. */
    DELIVERED(Meaning.ARRIVED),
    /** It left the known world on purpose. */
    EXITS_MODEL(Meaning.ARRIVED),
    /** A filter dropped it in silence. */
    DENIED(Meaning.LOST),
    /** It was answered with a TCP reset or an ICMP error. */
    REJECTED(Meaning.LOST),
    /** No route leads to the destination. */
    NO_ROUTE(Meaning.LOST),
    /** The route says to drop it. */
    NULL_ROUTED(Meaning.LOST),
    /** The Service has nowhere to send it. */
    NO_ENDPOINT(Meaning.LOST),
    /** The load balancer has no healthy backend. */
    BACKEND_UNHEALTHY(Meaning.LOST),
    /** No source port is left for the translation. */
    SNAT_EXHAUSTED(Meaning.LOST),
    /** The connection table is full. */
    CONNTRACK_FULL(Meaning.LOST),
    /** A stateful device saw a reply to a connection it does not know. */
    NO_SESSION(Meaning.LOST),
    /** An old entry sent it to something that is gone. */
    STALE_SESSION(Meaning.LOST),
    /** The next hop does not answer. */
    NEIGHBOUR_UNREACHABLE(Meaning.LOST),
    /** It came back to where it had been without change. */
    LOOP(Meaning.LOST),
    /** Its time to live ran out. */
    TTL_EXPIRED(Meaning.LOST),
    /** It is too large for a link and must not be fragmented. */
    MTU_EXCEEDED(Meaning.LOST),
    /** The input lacks what is needed to decide. */
    INSUFFICIENT_INFO(Meaning.UNKNOWN),
    /** podpath does not model what decides here. */
    NOT_MODELLED(Meaning.UNKNOWN);

    private enum Meaning {
        ARRIVED,
        LOST,
        UNKNOWN
    }

    private final Meaning meaning;

    Disposition(Meaning meaning) {
        this.meaning = meaning;
    }

    /** True if the packet reached its end. */
    public boolean isArrival() {
        return meaning == Meaning.ARRIVED;
    }

    /** True if podpath cannot tell what reality would do. */
    public boolean isUnknown() {
        return meaning == Meaning.UNKNOWN;
    }
}
