package io.podpath.nftables;

import io.podpath.model.PacketMark;

/**
 * {@code meta mark set meta mark | 0x00004000}: sets, clears or flips bits of the mark.
 *
 * @param operation what is done
 * @param bits with which bits
 */
public record MarkSetting(Operation operation, PacketMark bits) implements Statement {

    /** What is done with the bits. */
    public enum Operation {
        /** Replaces the mark. */
        SET("meta mark set "),
        /** Sets the bits. */
        OR("meta mark set meta mark | "),
        /** Keeps only the bits. */
        AND("meta mark set meta mark & "),
        /** Flips the bits. */
        XOR("meta mark set meta mark ^ ");

        private final String text;

        Operation(String text) {
            this.text = text;
        }
    }

    PacketMark apply(PacketMark mark) {
        int own = bits.bits();
        return new PacketMark(
                switch (operation) {
                    case SET -> own;
                    case OR -> mark.bits() | own;
                    case AND -> mark.bits() & own;
                    case XOR -> mark.bits() ^ own;
                });
    }

    @Override
    public String toString() {
        return operation.text + NftText.mark(bits);
    }
}
