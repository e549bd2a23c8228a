package io.podpath.netfilter;

import io.podpath.model.IcmpError;
import io.podpath.model.PacketMark;
import io.podpath.model.TransportAddress;

/** What a rule does with a packet that matches it. */
public sealed interface Target {

    /** The spelling of {@code iptables-save}, empty for {@link Continue}. */
    @Override
    String toString();

    /** Whether it settles where a connection goes or comes from. */
    default boolean isTranslation() {
        return false;
    }

    /** No target: the rule only counts or comments. */
    record Continue() implements Target {

        @Override
        public String toString() {
            return "";
        }
    }

    /** {@code ACCEPT}: the table is done with the packet. */
    record Accept() implements Target {

        @Override
        public String toString() {
            return "-j ACCEPT";
        }
    }

    /** {@code DROP}: the packet is gone, in silence. */
    record Drop() implements Target {

        @Override
        public String toString() {
            return "-j DROP";
        }
    }

    /** {@code RETURN}: back to the calling chain, or to the policy of a built-in one. */
    record Return() implements Target {

        @Override
        public String toString() {
            return "-j RETURN";
        }
    }

    /**
     * A jump to a chain of one's own, coming back at its end.
     *
     * @param chain its name
     */
    record Jump(String chain) implements Target {

        @Override
        public String toString() {
            return "-j " + chain;
        }
    }

    /**
     * A jump that does not come back here but to the caller of this chain.
     *
     * @param chain its name
     */
    record Goto(String chain) implements Target {

        @Override
        public String toString() {
            return "-g " + chain;
        }
    }

    /**
     * {@code MARK --set-xmark value/mask}: clears the bits of the mask, then flips those of the value.
     *
     * @param value the bits to flip
     * @param mask the bits to clear
     */
    record Mark(PacketMark value, PacketMark mask) implements Target {

        /** {@code --or-mark}. */
        public static Mark or(PacketMark bits) {
            return new Mark(bits, bits);
        }

        /** {@code --xor-mark}. */
        public static Mark xor(PacketMark bits) {
            return new Mark(bits, PacketMark.NONE);
        }

        PacketMark apply(PacketMark mark) {
            return new PacketMark((mark.bits() & ~mask.bits()) ^ value.bits());
        }

        @Override
        public String toString() {
            return "-j MARK --set-xmark " + value + "/" + mask;
        }
    }

    /**
     * {@code DNAT}: a new destination for the connection.
     *
     * @param destination the new destination
     */
    record Dnat(TransportAddress destination) implements Target {

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return "-j DNAT --to-destination " + destination;
        }
    }

    /**
     * {@code SNAT}: a new source address for the connection, the port kept if possible.
     *
     * @param source the new address
     */
    record Snat(io.podpath.model.IpAddress source) implements Target {

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return "-j SNAT --to-source " + source;
        }
    }

    /**
     * {@code MASQUERADE}: the source becomes the address of the interface the packet leaves by.
     *
     * @param randomFully whether the source port is always drawn at random
     */
    record Masquerade(boolean randomFully) implements Target {

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return randomFully ? "-j MASQUERADE --random-fully" : "-j MASQUERADE";
        }
    }

    /**
     * {@code REJECT}: the packet is gone and its sender is told by ICMP.
     *
     * @param with the error
     */
    record Reject(IcmpError.Kind with) implements Target {

        @Override
        public String toString() {
            return "-j REJECT --reject-with icmp-" + IptablesText.icmpName(with);
        }
    }

    /**
     * What a walk ends with at a rule that podpath cannot decide; no rule has this target.
     *
     * @param why what is missing, in words
     */
    record Undecided(String why) implements Target {

        @Override
        public String toString() {
            return "undecided: " + why;
        }
    }
}
