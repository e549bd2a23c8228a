package io.podpath.netfilter.match;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.netfilter.AddressType;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.Locale;

/**
 * {@code -m pkttype}: whether the frame was sent to one, to a group or to all.
 *
 * <p><i>Models:</i> the kind of frame that the destination address goes with.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_pkttype.c}.
 *
 * @param type the kind wanted
 * @param negated matches all other kinds
 */
public record PacketTypeMatch(AddressType type, boolean negated) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return (typeOf(packet, context) == type) != negated;
    }

    private static AddressType typeOf(Packet packet, MatchContext context) {
        IpAddress address = packet.destination().address();
        AddressType type = context.addressType(address);
        return type == AddressType.LOCAL ? AddressType.UNICAST : type;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "it goes to a " + typeOf(packet, context).name().toLowerCase(Locale.ROOT) + " address";
    }

    @Override
    public String toString() {
        return "-m pkttype" + (negated ? " !" : "") + " --pkt-type "
                + type.name().toLowerCase(Locale.ROOT);
    }
}
