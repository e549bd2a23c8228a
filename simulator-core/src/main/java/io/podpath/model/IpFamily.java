package io.podpath.model;

/** The two address families of the Internet Protocol. */
public enum IpFamily {
    /** RFC 791. */
    IPV4(32),
    /** RFC 8200. */
    IPV6(128);

    private final int addressBits;

    IpFamily(int addressBits) {
        this.addressBits = addressBits;
    }

    /** The width of an address, which is also the longest prefix length. */
    public int addressBits() {
        return addressBits;
    }
}
