package io.podpath;

import io.podpath.model.Fragmentation;
import org.jspecify.annotations.Nullable;

/**
 * How much a probe sends in one packet, and whether that may be cut; for UDP and ICMP.
 *
 * <p>TCP and SCTP cut what they send to the path themselves, so the size of a message does not decide its path.
 *
 * @param bytes data behind the UDP or ICMP header; none for what the protocol's program sends by default
 * @param fragments what the sender's socket asks for
 */
public record ProbePayload(@Nullable Integer bytes, Fragments fragments) {

    /** What everybody sends: a small packet. */
    public static final ProbePayload USUAL = new ProbePayload(null, Fragments.IF_TOO_LONG);

    /** The most that fits behind the headers of IPv4 and UDP or ICMP. */
    public static final int MAX_BYTES = 65_507;

    public ProbePayload {
        if (bytes != null && (bytes < 0 || bytes > MAX_BYTES)) {
            throw new IllegalArgumentException(bytes + " bytes are outside 0-" + MAX_BYTES);
        }
    }

    /** For example {@code 2000 bytes, "do not fragment"}; empty for the usual probe. */
    public String describe() {
        String size = bytes == null ? "" : bytes + " bytes";
        String asked = switch (fragments) {
            case IF_TOO_LONG -> "";
            case NEVER -> "\"do not fragment\"";
            case ALWAYS_ALLOWED -> "may be fragmented";
        };
        return size.isEmpty() || asked.isEmpty() ? size + asked : size + ", " + asked;
    }

    /**
     * What the sender's socket asks for.
     *
     * <p><i>Source:</i> ip(7), {@code IP_MTU_DISCOVER}; Linux {@code ip_output.c}, {@code __ip_make_skb}.
     */
    public enum Fragments {
        /** Linux's default: "do not fragment" if the packet fits the own interface, fragments if not. */
        IF_TOO_LONG,
        /** "Do not fragment", whatever the size ({@code IP_PMTUDISC_DO}, {@code ping -M do}). */
        NEVER,
        /** Never "do not fragment" ({@code IP_PMTUDISC_DONT}, {@code ping -M dont}). */
        ALWAYS_ALLOWED;

        /** What the socket hands to its own machine, which then decides. */
        public Fragmentation asked() {
            return switch (this) {
                case IF_TOO_LONG -> Fragmentation.FORBIDDEN_TO_ROUTERS;
                case NEVER -> Fragmentation.FORBIDDEN;
                case ALWAYS_ALLOWED -> Fragmentation.ALLOWED;
            };
        }

        /** What arrives from a machine that is not simulated and whose own interface the packet fits. */
        public Fragmentation onTheWay() {
            return this == ALWAYS_ALLOWED ? Fragmentation.ALLOWED : Fragmentation.FORBIDDEN;
        }
    }
}
