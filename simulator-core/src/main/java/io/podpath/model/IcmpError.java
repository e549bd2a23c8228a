package io.podpath.model;

/**
 * An ICMP error that reports on another packet, quoting its header.
 *
 * <p><i>Source:</i> RFC 792, RFC 1191 for the next-hop MTU, RFC 4443 for IPv6. IPv6 errors are described by the IPv4
 * kind of the same meaning.
 *
 * @param kind what went wrong
 * @param quoted the header of the packet that caused the error, as the reporter saw it
 * @param nextHopMtuBytes the MTU of the link that was too small, 0 for all other kinds and if it is not told
 */
public record IcmpError(Kind kind, FiveTuple quoted, int nextHopMtuBytes) {

    public IcmpError {
        if (nextHopMtuBytes != 0 && kind != Kind.FRAGMENTATION_NEEDED) {
            throw new IllegalArgumentException(kind.text() + " tells no MTU");
        }
    }

    /** An error that tells no MTU. */
    public IcmpError(Kind kind, FiveTuple quoted) {
        this(kind, quoted, 0);
    }

    /** The error of a router before a link that is too small. */
    public static IcmpError fragmentationNeeded(FiveTuple quoted, int nextHopMtuBytes) {
        return new IcmpError(Kind.FRAGMENTATION_NEEDED, quoted, nextHopMtuBytes);
    }

    /** The errors that podpath's elements send. */
    public enum Kind {
        /** No route. */
        NETWORK_UNREACHABLE(3, 0, "net unreachable"),
        /** The neighbour does not answer. */
        HOST_UNREACHABLE(3, 1, "host unreachable"),
        /** The host does not speak the protocol. */
        PROTOCOL_UNREACHABLE(3, 2, "protocol unreachable"),
        /** Nothing listens, or a REJECT rule says so. */
        PORT_UNREACHABLE(3, 3, "port unreachable"),
        /** Larger than the next link and marked "do not fragment". */
        FRAGMENTATION_NEEDED(3, 4, "fragmentation needed"),
        /** The network is closed to this traffic. */
        NETWORK_PROHIBITED(3, 9, "network prohibited"),
        /** The host is closed to this traffic. */
        HOST_PROHIBITED(3, 10, "host prohibited"),
        /** Forbidden by a filter. */
        ADMINISTRATIVELY_PROHIBITED(3, 13, "administratively prohibited"),
        /** The time to live ran out on the way. */
        TIME_EXCEEDED(11, 0, "time exceeded");

        private final int type;
        private final int code;
        private final String text;

        Kind(int type, int code, String text) {
            this.type = type;
            this.code = code;
            this.text = text;
        }

        /**
         * Whether a connected socket is told at once; after other errors the sender tries again.
         *
         * <p><i>Source:</i> RFC 1122 section 4.2.3.9; Linux {@code net/ipv4/icmp.c}, {@code icmp_err_convert}.
         */
        public boolean isHard() {
            return switch (this) {
                case PROTOCOL_UNREACHABLE,
                        PORT_UNREACHABLE,
                        NETWORK_PROHIBITED,
                        HOST_PROHIBITED,
                        ADMINISTRATIVELY_PROHIBITED -> true;
                case NETWORK_UNREACHABLE, HOST_UNREACHABLE, FRAGMENTATION_NEEDED, TIME_EXCEEDED -> false;
            };
        }

        /** The ICMP type. */
        public int type() {
            return type;
        }

        /** The ICMP code. */
        public int code() {
            return code;
        }

        /** Plain words. */
        public String text() {
            return text;
        }
    }

    /** The same error about a packet with another header. */
    public IcmpError withQuoted(FiveTuple newQuoted) {
        return new IcmpError(kind, newQuoted, nextHopMtuBytes);
    }
}
