package io.podpath.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An address prefix such as {@code 10.244.0.0/16}.
 *
 * <p><i>Source:</i> RFC 4632 (CIDR), RFC 4291 section 2.3.
 *
 * @param network the first address of the range; the bits behind the prefix are zero
 * @param prefixLength how many leading bits are fixed, 0 to 32 or 128 by family
 */
public record Cidr(IpAddress network, int prefixLength) implements Comparable<Cidr> {

    /** Every IPv4 address. */
    public static final Cidr ANY_IPV4 = new Cidr(IpAddress.ofIpv4(0), 0);
    /** Every IPv6 address. */
    public static final Cidr ANY_IPV6 = new Cidr(new IpAddress(0, 0), 0);

    public Cidr {
        if (prefixLength < 0 || prefixLength > network.family().addressBits()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " does not fit " + network.family());
        }
        if (!network.equals(mask(network, prefixLength))) {
            throw new IllegalArgumentException(network + "/" + prefixLength + " has bits set behind its prefix");
        }
    }

    /** The prefix of this length that holds the address. */
    public static Cidr of(IpAddress anyMember, int prefixLength) {
        return new Cidr(mask(anyMember, prefixLength), prefixLength);
    }

    /** The range that holds one address only. */
    public static Cidr host(IpAddress address) {
        return new Cidr(address, address.family().addressBits());
    }

    /**
     * Reads {@code address/length}; bits behind the prefix are cut off, a bare address is a host prefix.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Cidr parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a CIDR"));
    }

    /** As {@link #parse}, or nothing if the text is not a prefix. */
    public static Optional<Cidr> tryParse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return IpAddress.tryParse(text).map(Cidr::host);
        }
        String length = text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !isNumber(length)) {
            return Optional.empty();
        }
        int prefixLength = Integer.parseInt(length);
        return IpAddress.tryParse(text.substring(0, slash))
                .filter(address -> prefixLength <= address.family().addressBits())
                .map(address -> Cidr.of(address, prefixLength));
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static IpAddress mask(IpAddress address, int prefixLength) {
        int bits = 128 - address.family().addressBits() + prefixLength;
        long high = bits >= 64 ? address.high() : bits == 0 ? 0 : address.high() & -1L << (64 - bits);
        long low = bits <= 64 ? 0 : address.low() & -1L << (128 - bits);
        return new IpAddress(high, low);
    }

    /** True if the address lies in this range; an address of the other family never does. */
    public boolean contains(IpAddress address) {
        int bits = fixedBits();
        if (bits <= 64) {
            return bits == 0 ? !address.isIpv4() : (address.high() ^ network.high()) >>> (64 - bits) == 0;
        }
        return address.high() == network.high() && (address.low() ^ network.low()) >>> (128 - bits) == 0;
    }

    /** True if the other range lies wholly inside this one. */
    public boolean contains(Cidr other) {
        return family() == other.family() && other.prefixLength >= prefixLength && contains(other.network);
    }

    /** True if the two ranges share an address. */
    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /** True if the other ranges together hold every address of this one. */
    public boolean isCoveredBy(Collection<Cidr> others) {
        if (others.stream().anyMatch(other -> other.contains(this))) {
            return true;
        }
        List<Cidr> parts = others.stream().filter(this::contains).toList();
        if (parts.isEmpty()) {
            return false;
        }
        Cidr lower = new Cidr(network, prefixLength + 1);
        Cidr upper = Cidr.of(lastAddress(), prefixLength + 1);
        return lower.isCoveredBy(parts) && upper.isCoveredBy(parts);
    }

    /** The family of the range. */
    public IpFamily family() {
        return network.family();
    }

    /** The last address of the range. */
    public IpAddress lastAddress() {
        int free = family().addressBits() - prefixLength;
        long lowHost = free >= 64 ? -1L : (1L << free) - 1;
        long highHost = free <= 64 ? 0 : free == 128 ? -1L : (1L << (free - 64)) - 1;
        return new IpAddress(network.high() | highHost, network.low() | lowHost);
    }

    /** How many addresses the range holds, capped at {@link Long#MAX_VALUE}. */
    public long size() {
        int free = family().addressBits() - prefixLength;
        return free >= 63 ? Long.MAX_VALUE : 1L << free;
    }

    /** Fixed bits counted in the 128-bit form that both families share. */
    int fixedBits() {
        return 128 - family().addressBits() + prefixLength;
    }

    /** By network, the shorter prefix first. */
    @Override
    public int compareTo(Cidr other) {
        int order = network.compareTo(other.network);
        return order != 0 ? order : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
