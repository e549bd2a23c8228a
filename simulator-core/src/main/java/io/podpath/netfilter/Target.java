package io.podpath.netfilter;

import io.podpath.model.IcmpError;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.PacketMark;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Disposition;
import io.podpath.trace.ModelReason;
import io.podpath.trace.Reason;

/** What a rule does with a packet that matches it. */
public sealed interface Target {

    /** The spelling of {@code iptables-save}, empty for {@link Continue}. */
    @Override
    String toString();

    /** Whether it settles where a connection goes or comes from. */
    default boolean isTranslation() {
        return false;
    }

    /** Whether a rule with it makes the kernel track connections. */
    default boolean needsConntrack() {
        return isTranslation();
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
     * @param range the new destination
     */
    record Dnat(NatRange range) implements Target {

        /** One address and port, as kube-proxy writes it. */
        public Dnat(TransportAddress destination) {
            this(NatRange.to(destination.address(), destination.port()));
        }

        /**
         * The destination of a rule that names one address and one port.
         *
         * @throws IllegalStateException if it names anything else
         */
        public TransportAddress destination() {
            if (range.addresses() == null || range.ports() == null) {
                throw new IllegalStateException(this + " leaves the address or the port as it is");
            }
            return new TransportAddress(range.addresses().first(), range.ports().first());
        }

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return "-j DNAT --to-destination " + range.destination() + range.options();
        }
    }

    /**
     * {@code SNAT}: a new source for the connection, the port kept if possible.
     *
     * @param range the new source
     */
    record Snat(NatRange range) implements Target {

        /** One address and any port. */
        public Snat(IpAddress source) {
            this(NatRange.to(source, null));
        }

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return "-j SNAT --to-source " + range.destination() + range.options();
        }
    }

    /**
     * {@code MASQUERADE}: the source becomes the address of the interface the packet leaves by.
     *
     * @param range which ports, and how they are chosen
     */
    record Masquerade(NatRange range) implements Target {

        /** Any port, kept if possible unless it is to be random. */
        public Masquerade(boolean randomFully) {
            this(new NatRange(null, null, NatRange.flags(randomFully)));
        }

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return "-j MASQUERADE" + (range.ports() == null ? "" : " --to-ports " + range.ports()) + range.options();
        }
    }

    /**
     * {@code REDIRECT}: the destination becomes the namespace itself, by the address of the interface the packet came
     * in on, or 127.0.0.1 for a packet of a local process.
     *
     * <p><i>Source:</i> Linux {@code net/netfilter/nf_nat_redirect.c}.
     *
     * @param range which ports, and how they are chosen
     */
    record Redirect(NatRange range) implements Target {

        @Override
        public boolean isTranslation() {
            return true;
        }

        @Override
        public String toString() {
            return "-j REDIRECT" + (range.ports() == null ? "" : " --to-ports " + range.ports()) + range.options();
        }
    }

    /**
     * {@code REJECT}: the packet is gone and its sender is told by ICMP.
     *
     * @param with the error
     * @param family the family of the rule, which decides how the error is spelled
     */
    record Reject(IcmpError.Kind with, IpFamily family) implements Target {

        /** A rule of IPv4. */
        public Reject(IcmpError.Kind with) {
            this(with, IpFamily.IPV4);
        }

        @Override
        public String toString() {
            return "-j REJECT --reject-with " + IptablesText.icmpName(with, family);
        }
    }

    /** {@code REJECT --reject-with tcp-reset}: the packet is gone and its sender gets a TCP reset. */
    record Reset() implements Target {

        @Override
        public String toString() {
            return "-j REJECT --reject-with tcp-reset";
        }
    }

    /**
     * {@code NOTRACK}, {@code CT --notrack}: the packet is not tracked, and so never translated.
     *
     * @param text the older or the newer spelling
     */
    record NoTrack(String text) implements Target {

        @Override
        public String toString() {
            return "-j " + text;
        }
    }

    /**
     * {@code CONNMARK --set-xmark}: clears the bits of the mask in the connection's mark, then flips those of the value.
     *
     * @param value the bits to flip
     * @param mask the bits to clear
     */
    record ConnectionMark(PacketMark value, PacketMark mask) implements Target {

        PacketMark apply(PacketMark connection) {
            return new PacketMark((connection.bits() & ~mask.bits()) ^ value.bits());
        }

        @Override
        public boolean needsConntrack() {
            return true;
        }

        @Override
        public String toString() {
            return "-j CONNMARK --set-xmark " + value + "/" + mask;
        }
    }

    /**
     * {@code CONNMARK --save-mark} and {@code --restore-mark}: copies bits between the mark of the packet and that of
     * its connection.
     *
     * <p><i>Source:</i> Linux {@code net/netfilter/xt_connmark.c}, {@code connmark_tg_shift}.
     *
     * @param restores from the connection to the packet; otherwise from the packet to the connection
     * @param packetMask {@code --nfmask}
     * @param connectionMask {@code --ctmask}
     */
    record CopyMark(boolean restores, PacketMark packetMask, PacketMark connectionMask) implements Target {

        PacketMark save(PacketMark packet, PacketMark connection) {
            return new PacketMark((connection.bits() & ~connectionMask.bits()) ^ (packet.bits() & packetMask.bits()));
        }

        PacketMark restore(PacketMark packet, PacketMark connection) {
            return new PacketMark((packet.bits() & ~packetMask.bits()) ^ (connection.bits() & connectionMask.bits()));
        }

        @Override
        public boolean needsConntrack() {
            return true;
        }

        @Override
        public String toString() {
            return "-j CONNMARK " + (restores ? "--restore-mark" : "--save-mark") + " --nfmask " + packetMask
                    + " --ctmask " + connectionMask;
        }
    }

    /**
     * A target that leaves everything podpath models as it is: {@code LOG}, {@code NFLOG}, {@code TCPMSS}. The packet
     * goes on with the next rule.
     *
     * @param text the name and the options
     */
    record NoEffect(String text) implements Target {

        @Override
        public String toString() {
            return "-j " + text;
        }
    }

    /**
     * A target that podpath does not model; the walk of a packet that gets there ends undecided.
     *
     * @param text the name and the options
     */
    record NotModelled(String text) implements Target {

        /** The name alone. */
        public String name() {
            int blank = text.indexOf(' ');
            return blank < 0 ? text : text.substring(0, blank);
        }

        @Override
        public String toString() {
            return "-j " + text;
        }
    }

    /**
     * What a walk ends with where something would decide and podpath cannot tell how; no rule has this target.
     *
     * @param why what it is
     * @param disposition how the packet ends
     * @param reason the code of that end
     */
    record Undecided(String why, Disposition disposition, Reason reason) implements Target {

        /** A rule asks for something that podpath does not know. */
        Undecided(String why) {
            this(why, Disposition.INSUFFICIENT_INFO, ModelReason.MODEL_RULE);
        }

        @Override
        public String toString() {
            return "undecided: " + why;
        }
    }
}
