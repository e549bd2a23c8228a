package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.model.PacketMark;

/**
 * {@code meta mark & 0x00004000 == 0x00000000}: the bits of the mark under a mask.
 *
 * @param mask which bits
 * @param value what they must be
 */
public record MarkCondition(PacketMark mask, PacketMark value) implements Condition {

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        return packet.mark().matches(value, mask);
    }

    @Override
    public String toString() {
        return "meta mark & " + NftText.mark(mask) + " == " + NftText.mark(value);
    }
}
