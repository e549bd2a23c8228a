package io.podpath.model;

/**
 * Whether a packet may be cut to fit a link, and whether it has been.
 *
 * <p>A packet that travels as fragments stays one packet here: all its fragments go the same way, and a namespace that
 * tracks connections sees them as one. What is kept is the size of the largest, because Linux never sends larger ones
 * when it cuts the packet again.
 *
 * <p><i>Does not model:</i> fragments that are lost, late or out of order, and the sizes of the others once fragments
 * have been cut again by a router that does not put them together.
 *
 * <p><i>Source:</i> RFC 791 sections 2.3 and 3.2, RFC 8200 section 4.5; Linux {@code IPCB(skb)->frag_max_size}, {@code
 * skb->ignore_df}; ip(7), {@code IP_MTU_DISCOVER}.
 *
 * @param rule what the header says
 * @param largestBytes the length of the largest fragment with its IP header, 0 if the packet travels whole
 */
public record Fragmentation(Rule rule, int largestBytes) {

    /** What the header says. */
    public enum Rule {
        /** The bit "do not fragment" (DF) is set, and the sender means it ({@code IP_PMTUDISC_DO}). */
        FORBIDDEN,
        /**
         * DF is set if the packet fits the route its sender chose, yet the sender's own machine may cut it: what Linux
         * gives sockets that ask for nothing ({@code IP_PMTUDISC_WANT}). No packet travels with it: it leaves as one of
         * the others.
         */
        FORBIDDEN_TO_ROUTERS,
        /** Any router may cut it. */
        ALLOWED
    }

    /** Travels whole or not at all; what path MTU discovery makes Linux send. */
    public static final Fragmentation FORBIDDEN = new Fragmentation(Rule.FORBIDDEN, 0);

    /** As a socket hands it to its own machine if its program asks for nothing. */
    public static final Fragmentation FORBIDDEN_TO_ROUTERS = new Fragmentation(Rule.FORBIDDEN_TO_ROUTERS, 0);

    /** Travels whole as long as it fits. */
    public static final Fragmentation ALLOWED = new Fragmentation(Rule.ALLOWED, 0);

    public Fragmentation {
        if (largestBytes < 0) {
            throw new IllegalArgumentException("a fragment of " + largestBytes + " bytes");
        }
        if (rule != Rule.ALLOWED && largestBytes > 0) {
            throw new IllegalArgumentException("fragments of a packet that must not be fragmented");
        }
    }

    /** Travels as fragments, the largest of this length. */
    public static Fragmentation cut(int largestBytes) {
        return new Fragmentation(Rule.ALLOWED, largestBytes);
    }

    /** Whether the packet travels as fragments. */
    public boolean isCut() {
        return largestBytes > 0;
    }
}
