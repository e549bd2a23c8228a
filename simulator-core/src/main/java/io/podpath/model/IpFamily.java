package io.podpath.model;

/** The two address families of the Internet Protocol. */
public enum IpFamily {
    /** RFC 791. */
    IPV4(32, 20),
    /** RFC 8200. */
    IPV6(128, 40);

    private final int addressBits;
    private final int headerBytes;

    IpFamily(int addressBits, int headerBytes) {
        this.addressBits = addressBits;
        this.headerBytes = headerBytes;
    }

    /** The width of an address, which is also the longest prefix length. */
    public int addressBits() {
        return addressBits;
    }

    /** The length of a header without options or extensions. */
    public int headerBytes() {
        return headerBytes;
    }

    /** As kubectl and Azure spell it: {@code IPv4}, {@code IPv6}. */
    public String text() {
        return this == IPV4 ? "IPv4" : "IPv6";
    }
}
