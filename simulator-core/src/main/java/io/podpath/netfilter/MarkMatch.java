package io.podpath.netfilter;

import io.podpath.model.Packet;
import io.podpath.model.PacketMark;

/**
 * {@code -m mark}: bits of the packet's mark.
 *
 * @param value the bits wanted
 * @param mask the bits looked at
 * @param negated matches every other value
 */
public record MarkMatch(PacketMark value, PacketMark mask, boolean negated) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return packet.mark().matches(value, mask) != negated;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "mark is " + packet.mark();
    }

    @Override
    public String toString() {
        return "-m mark" + (negated ? " !" : "") + " --mark " + value + (mask.bits() == -1 ? "" : "/" + mask);
    }
}
