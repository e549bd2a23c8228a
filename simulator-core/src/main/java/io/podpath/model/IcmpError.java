package io.podpath.model;

/**
 * An ICMP error that reports on another packet, quoting its header.
 *
 * <p>One kind stands for the errors of both families that mean the same; the family of the quoted header tells which of
 * them is on the wire.
 *
 * <p><i>Source:</i> RFC 792, RFC 1191 for the next-hop MTU; RFC 4443 sections 3.1 to 3.4 for IPv6.
 *
 * @param kind what went wrong
 * @param quoted the header of the packet that caused the error, as the reporter saw it
 * @param nextHopMtuBytes the MTU of the link that was too small, 0 for all other kinds and if it is not told
 */
public record IcmpError(Kind kind, FiveTuple quoted, int nextHopMtuBytes) {

    public IcmpError {
        if (nextHopMtuBytes != 0 && kind != Kind.FRAGMENTATION_NEEDED) {
            throw new IllegalArgumentException(kind + " tells no MTU");
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
        NETWORK_UNREACHABLE(new Spelling(3, 0, "net unreachable"), new Spelling(1, 0, "no route")),
        /** The neighbour does not answer. */
        HOST_UNREACHABLE(new Spelling(3, 1, "host unreachable"), new Spelling(1, 3, "address unreachable")),
        /** The host does not speak the protocol. */
        PROTOCOL_UNREACHABLE(new Spelling(3, 2, "protocol unreachable"), new Spelling(4, 1, "unknown next header")),
        /** Nothing listens, or a REJECT rule says so. */
        PORT_UNREACHABLE(new Spelling(3, 3, "port unreachable"), new Spelling(1, 4, "port unreachable")),
        /** Larger than the next link and marked "do not fragment", as every IPv6 packet is to a router. */
        FRAGMENTATION_NEEDED(new Spelling(3, 4, "fragmentation needed"), new Spelling(2, 0, "packet too big")),
        /** The network is closed to this traffic. */
        NETWORK_PROHIBITED(new Spelling(3, 9, "network prohibited"), Spelling.PROHIBITED),
        /** The host is closed to this traffic. */
        HOST_PROHIBITED(new Spelling(3, 10, "host prohibited"), Spelling.PROHIBITED),
        /** Forbidden by a filter. */
        ADMINISTRATIVELY_PROHIBITED(new Spelling(3, 13, "administratively prohibited"), Spelling.PROHIBITED),
        /** The time to live ran out on the way. */
        TIME_EXCEEDED(new Spelling(11, 0, "time exceeded"), new Spelling(3, 0, "hop limit exceeded"));

        private final Spelling ipv4;
        private final Spelling ipv6;

        Kind(Spelling ipv4, Spelling ipv6) {
            this.ipv4 = ipv4;
            this.ipv6 = ipv6;
        }

        private record Spelling(int type, int code, String text) {

            /** IPv6 has one code for all three. */
            private static final Spelling PROHIBITED = new Spelling(1, 1, "administratively prohibited");
        }

        private Spelling in(IpFamily family) {
            return family == IpFamily.IPV4 ? ipv4 : ipv6;
        }

        /**
         * Whether a connected socket is told at once; after other errors the sender tries again.
         *
         * <p><i>Source:</i> RFC 1122 section 4.2.3.9; Linux {@code net/ipv4/icmp.c}, {@code icmp_err_convert}; {@code
         * net/ipv6/icmp.c}, {@code icmpv6_err_convert}.
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

        /** Plain words, as the family calls it. */
        public String text(IpFamily family) {
            return in(family).text;
        }
    }

    /** The family of the packet that caused the error, and so of the error. */
    public IpFamily family() {
        return quoted.source().address().family();
    }

    /** The type, of ICMP or ICMPv6. */
    public int type() {
        return kind.in(family()).type;
    }

    /** The code, of ICMP or ICMPv6. */
    public int code() {
        return kind.in(family()).code;
    }

    /** Plain words. */
    public String text() {
        return kind.text(family());
    }

    /** The same error about a packet with another header. */
    public IcmpError withQuoted(FiveTuple newQuoted) {
        return new IcmpError(kind, newQuoted, nextHopMtuBytes);
    }
}
