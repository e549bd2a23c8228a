package io.podpath.netfilter.match;

import io.podpath.model.EchoType;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -m icmp --icmp-type}: the type and code of an ICMP packet.
 *
 * <p><i>Source:</i> Linux {@code net/ipv4/netfilter/ip_tables.c}, {@code icmp_match}; RFC 792.
 *
 * @param type the type, or {@link #ANY}
 * @param code the code, or {@link #ANY}
 * @param negated matches all other types
 */
public record IcmpTypeMatch(int type, int code, boolean negated) implements Match {

    /** Every type, every code. */
    public static final int ANY = -1;

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        if (packet.protocol() != Protocol.ICMP) {
            return false;
        }
        boolean same = (type == ANY || typeOf(packet) == type) && (code == ANY || codeOf(packet) == code);
        return same != negated;
    }

    private static int typeOf(Packet packet) {
        IcmpError error = packet.icmpError();
        return error != null ? error.type() : packet.echoType() == EchoType.REQUEST ? 8 : 0;
    }

    private static int codeOf(Packet packet) {
        IcmpError error = packet.icmpError();
        return error == null ? 0 : error.code();
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return packet.protocol() == Protocol.ICMP
                ? "its ICMP type is " + typeOf(packet) + "/" + codeOf(packet)
                : "protocol is " + packet.protocol().lowerCaseName();
    }

    @Override
    public String toString() {
        String what = type == ANY ? "any" : code == ANY ? Integer.toString(type) : type + "/" + code;
        return "-m icmp" + (negated ? " !" : "") + " --icmp-type " + what;
    }
}
