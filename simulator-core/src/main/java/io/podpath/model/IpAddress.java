package io.podpath.model;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address.
 *
 * <p>Both families share one representation of 128 bits in two longs; an IPv4 address is kept as its mapped form
 * {@code ::ffff:a.b.c.d}, which never appears on a wire as IPv6, so comparing, hashing and prefix matching are one code
 * path for both families.
 *
 * <p><i>Source:</i> RFC 4291 section 2.5.5.2 (mapped form), RFC 5952 (text form).
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

    private static final long MAPPED_PREFIX = 0x0000_ffff_0000_0000L;
    private static final long IPV4_MASK = 0xffff_ffffL;

    /** The IPv4 address with these 32 bits. */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(0, MAPPED_PREFIX | (bits & IPV4_MASK));
    }

    /**
     * Reads the usual text forms of both families.
     *
     * @throws IllegalArgumentException if the text is not an address
     */
    public static IpAddress parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address"));
    }

    /** Reads an address, or nothing if the text is not one. */
    public static Optional<IpAddress> tryParse(String text) {
        return text.indexOf(':') >= 0 ? IpAddressText.parseIpv6(text) : IpAddressText.parseIpv4(text);
    }

    /** The family this address belongs to. */
    public IpFamily family() {
        return isIpv4() ? IpFamily.IPV4 : IpFamily.IPV6;
    }

    /** True for an IPv4 address. */
    public boolean isIpv4() {
        return high == 0 && (low & ~IPV4_MASK) == MAPPED_PREFIX;
    }

    /** True for 127.0.0.0/8 and ::1. */
    public boolean isLoopback() {
        return isIpv4() ? (low >>> 24 & 0xff) == 127 : high == 0 && low == 1;
    }

    /** True for 169.254.0.0/16 and fe80::/10. */
    public boolean isLinkLocal() {
        return isIpv4() ? (low >>> 16 & 0xffff) == 0xa9fe : high >>> 54 == 0x3fa;
    }

    /** True for IPv4 224.0.0.0/4 and IPv6 ff00::/8. */
    public boolean isMulticast() {
        return isIpv4() ? (low >>> 28 & 0xf) == 0xe : high >>> 56 == 0xff;
    }

    /** The address this many places further on; negative numbers go back. */
    public IpAddress plus(long offset) {
        long sum = low + offset;
        boolean carry = offset >= 0 && Long.compareUnsigned(sum, low) < 0;
        boolean borrow = offset < 0 && Long.compareUnsigned(sum, low) > 0;
        return new IpAddress(carry ? high + 1 : borrow ? high - 1 : high, sum);
    }

    /** How far this address lies behind the other, for addresses less than 2^63 apart. */
    public long minus(IpAddress other) {
        return low - other.low;
    }

    /** Numeric order, all IPv4 addresses before the common IPv6 ranges. */
    @Override
    public int compareTo(IpAddress other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    /** Dotted decimal for IPv4, the canonical form of RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return isIpv4() ? IpAddressText.formatIpv4((int) low) : IpAddressText.formatIpv6(high, low);
    }
}
