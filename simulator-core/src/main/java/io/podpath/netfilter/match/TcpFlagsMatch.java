package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.List;
import java.util.StringJoiner;

/**
 * {@code --tcp-flags mask wanted}, behind {@code -m tcp}; {@code --syn} is short for one of them.
 *
 * <p><i>Models:</i> the flags by which podpath tells segments apart; PSH and URG are never set, a reset carries ACK.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_tcpudp.c}; RFC 9293 section 3.1.
 *
 * @param mask the flags looked at, bits of the header's byte
 * @param wanted those of them that must be set
 * @param negated matches everything else
 */
public record TcpFlagsMatch(int mask, int wanted, boolean negated) implements Match {

    /** The names of the flags in the order {@code iptables-save} prints them. */
    public static final List<String> NAMES = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG");

    private static final List<Integer> BITS = List.of(0x01, 0x02, 0x04, 0x08, 0x10, 0x20);

    /** {@code --syn}. */
    public static TcpFlagsMatch opening(boolean negated) {
        return new TcpFlagsMatch(0x17, 0x02, negated);
    }

    /** The bit of a flag. */
    public static int bit(String name) {
        return BITS.get(NAMES.indexOf(name));
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        TcpFlags flags = packet.tcpFlags();
        return flags != null && ((bits(flags) & mask) == wanted) != negated;
    }

    private static int bits(TcpFlags flags) {
        return switch (flags) {
            case SYN -> 0x02;
            case SYN_ACK -> 0x12;
            case ACK -> 0x10;
            case FIN_ACK -> 0x11;
            case RST -> 0x14;
        };
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return packet.tcpFlags() == null ? "it is no TCP segment" : "the segment is a " + packet.tcpFlags();
    }

    @Override
    public String toString() {
        return (negated ? "! " : "") + "--tcp-flags " + list(mask) + " " + list(wanted);
    }

    private static String list(int bits) {
        StringJoiner names = new StringJoiner(",");
        names.setEmptyValue("NONE");
        for (int i = 0; i < NAMES.size(); i++) {
            if ((bits & BITS.get(i)) != 0) {
                names.add(NAMES.get(i));
            }
        }
        return names.toString();
    }
}
