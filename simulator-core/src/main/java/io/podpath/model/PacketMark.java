package io.podpath.model;

/**
 * The firewall mark the kernel keeps beside a packet; it is never on the wire and is lost when the packet leaves the
 * network namespace.
 *
 * <p><i>Source:</i> Linux {@code skb->mark}, cleared by {@code skb_scrub_packet} between namespaces.
 *
 * @param bits all 32 bits of the mark
 */
public record PacketMark(int bits) {

    /** No bit set. */
    public static final PacketMark NONE = new PacketMark(0);

    /** The bit kube-proxy sets on packets to be masqueraded ({@code iptables.masqueradeBit}, default 14). */
    public static final PacketMark MASQUERADE = new PacketMark(0x4000);

    /** True if the bits under the mask have this value. */
    public boolean matches(PacketMark value, PacketMark mask) {
        return (bits & mask.bits) == value.bits;
    }

    /** Hexadecimal, as iptables prints it. */
    @Override
    public String toString() {
        return "0x" + Integer.toHexString(bits);
    }
}
