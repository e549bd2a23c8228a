package io.podpath.model;

/**
 * The pieces a packet becomes on a link that is too small for it.
 *
 * <p>Every fragment has an IP header of its own; all but the last carry a multiple of eight bytes, because their place in
 * the packet is counted in units of eight. IPv6 puts that place into a header of eight bytes after the first.
 *
 * <p><i>Source:</i> RFC 791 section 3.2, RFC 8200 section 4.5; Linux {@code ip_frag_next}.
 *
 * @param count how many
 * @param largestBytes the length of the largest with its headers
 */
public record Fragments(int count, int largestBytes) {

    private static final int IPV6_FRAGMENT_HEADER_BYTES = 8;
    private static final int UNIT_BYTES = 8;

    /**
     * How a whole packet is cut.
     *
     * @param mtuBytes the largest fragment that may be made, with its headers
     * @throws IllegalArgumentException if there is no room for data
     */
    public static Fragments of(Packet packet, int mtuBytes) {
        return of(packet.lengthBytes(), packet.family(), mtuBytes);
    }

    /**
     * How the fragments of a packet that travels as fragments are cut, each by itself.
     *
     * @param mtuBytes the largest fragment that may be made, with its headers
     */
    public static Fragments ofEach(Packet packet, int mtuBytes) {
        IpFamily family = packet.family();
        Fragments now = of(packet, packet.fragmentation().largestBytes());
        if (now.largestBytes <= mtuBytes) {
            return now;
        }
        int headers = family.headerBytes();
        int fragmentHeaders = family == IpFamily.IPV4 ? headers : headers + IPV6_FRAGMENT_HEADER_BYTES;
        int carried = packet.lengthBytes() - headers;
        int last = carried - (now.count - 1) * (now.largestBytes - fragmentHeaders) + headers;
        Fragments each = of(now.largestBytes, family, mtuBytes);
        Fragments ofLast = last <= mtuBytes ? new Fragments(1, last) : of(last, family, mtuBytes);
        return new Fragments(
                each.count * (now.count - 1) + ofLast.count, Math.max(each.largestBytes, ofLast.largestBytes));
    }

    private static Fragments of(int lengthBytes, IpFamily family, int mtuBytes) {
        int headers = family.headerBytes();
        int fragmentHeaders = family == IpFamily.IPV4 ? headers : headers + IPV6_FRAGMENT_HEADER_BYTES;
        int room = (mtuBytes - fragmentHeaders) / UNIT_BYTES * UNIT_BYTES;
        if (room <= 0) {
            throw new IllegalArgumentException("no room for data in fragments of " + mtuBytes + " bytes");
        }
        int carried = lengthBytes - headers;
        return new Fragments((carried + room - 1) / room, fragmentHeaders + Math.min(room, carried));
    }

    /** For example {@code 3 fragments of at most 1396 bytes}. */
    @Override
    public String toString() {
        return count + " fragments of at most " + largestBytes + " bytes";
    }
}
