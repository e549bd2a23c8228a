package io.podpath.dns;

import io.podpath.model.IpFamily;

/** The record a resolver asks for: one of each family for every name. */
public enum RecordType {
    /** An IPv4 address (RFC 1035 section 3.4.1). */
    A(IpFamily.IPV4),
    /** An IPv6 address (RFC 3596). */
    AAAA(IpFamily.IPV6);

    private final IpFamily family;

    RecordType(IpFamily family) {
        this.family = family;
    }

    /** The family of the addresses it holds. */
    public IpFamily family() {
        return family;
    }

    /** The record that holds addresses of a family. */
    public static RecordType of(IpFamily family) {
        return family == IpFamily.IPV4 ? A : AAAA;
    }
}
