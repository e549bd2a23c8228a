package io.podpath.nftables;

import java.util.Locale;

/**
 * The types of keys in sets and maps.
 *
 * <p><i>Source:</i> nft(8), DATA TYPES.
 */
public enum DataType {
    /** An {@link io.podpath.model.IpAddress}; in a set with intervals a {@link io.podpath.model.Cidr}. */
    IPV4_ADDR,
    /** Likewise, of IPv6. */
    IPV6_ADDR,
    /** A {@link io.podpath.model.Protocol}. */
    INET_PROTO,
    /** A port, as an {@link Integer}. */
    INET_SERVICE;

    /** As nft spells it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
