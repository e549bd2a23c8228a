package io.podpath.netfilter.match;

import io.podpath.model.EchoType;
import io.podpath.model.IcmpError;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -m icmp --icmp-type}, and {@code -m icmp6 --icmpv6-type}: the type and code of an ICMP packet.
 *
 * <p><i>Source:</i> Linux {@code net/ipv4/netfilter/ip_tables.c}, {@code icmp_match}; {@code
 * net/ipv6/netfilter/ip6_tables.c}, {@code icmp6_match}; RFC 792; RFC 4443.
 *
 * @param family whose ICMP
 * @param type the type, or {@link #ANY}
 * @param code the code, or {@link #ANY}
 * @param negated matches all other types
 */
public record IcmpTypeMatch(IpFamily family, int type, int code, boolean negated) implements Match {

    /** Every type, every code. */
    public static final int ANY = -1;

    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REPLY = 0;
    private static final int ECHO_REQUEST_IPV6 = 128;
    private static final int ECHO_REPLY_IPV6 = 129;

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        if (packet.protocol() != protocol()) {
            return false;
        }
        boolean same = (type == ANY || typeOf(packet) == type) && (code == ANY || codeOf(packet) == code);
        return same != negated;
    }

    private Protocol protocol() {
        return family == IpFamily.IPV4 ? Protocol.ICMP : Protocol.ICMPV6;
    }

    private int typeOf(Packet packet) {
        IcmpError error = packet.icmpError();
        if (error != null) {
            return error.type();
        }
        boolean asks = packet.echoType() == EchoType.REQUEST;
        return family == IpFamily.IPV4
                ? (asks ? ECHO_REQUEST : ECHO_REPLY)
                : (asks ? ECHO_REQUEST_IPV6 : ECHO_REPLY_IPV6);
    }

    private static int codeOf(Packet packet) {
        IcmpError error = packet.icmpError();
        return error == null ? 0 : error.code();
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return packet.protocol() == protocol()
                ? "its ICMP type is " + typeOf(packet) + "/" + codeOf(packet)
                : "protocol is " + packet.protocol().lowerCaseName();
    }

    @Override
    public String toString() {
        String what = type == ANY ? "any" : code == ANY ? Integer.toString(type) : type + "/" + code;
        String option = family == IpFamily.IPV4 ? " --icmp-type " : " --icmpv6-type ";
        return (family == IpFamily.IPV4 ? "-m icmp" : "-m icmp6") + (negated ? " !" : "") + option + what;
    }
}
