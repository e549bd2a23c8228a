package io.podpath.model;

import java.util.Locale;
import java.util.Optional;

/**
 * The transport protocols that Kubernetes Services, network security groups and conntrack tell apart.
 *
 * <p><i>Source:</i> IANA protocol numbers.
 */
public enum Protocol {
    /** RFC 792; the identifier of an echo takes the place of both ports. */
    ICMP(1),
    /** RFC 9293. */
    TCP(6),
    /** RFC 768. */
    UDP(17),
    /** RFC 4443. */
    ICMPV6(58),
    /** RFC 9260. */
    SCTP(132);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /** The number in the IP header. */
    public int number() {
        return number;
    }

    /** The spelling of iptables and of {@code /etc/protocols}. */
    public String lowerCaseName() {
        return this == ICMPV6 ? "ipv6-icmp" : name().toLowerCase(Locale.ROOT);
    }

    /** True for protocols whose header carries a source and a destination port. */
    public boolean hasPorts() {
        return this == TCP || this == UDP || this == SCTP;
    }

    /** Reads a protocol as Kubernetes, Azure or iptables spell it, ignoring case. */
    public static Optional<Protocol> find(String text) {
        for (Protocol protocol : values()) {
            if (protocol.name().equalsIgnoreCase(text)
                    || protocol.lowerCaseName().equalsIgnoreCase(text)
                    || Integer.toString(protocol.number).equals(text)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }
}
