package io.podpath.netfilter;

/**
 * What an address is to a namespace.
 *
 * <p><i>Source:</i> Linux {@code include/uapi/linux/rtnetlink.h} ({@code RTN_*}).
 */
public enum AddressType {
    /** Somebody else's. */
    UNICAST,
    /** One of its own. */
    LOCAL,
    /** Everybody's on a link. */
    BROADCAST,
    /** A group's. */
    MULTICAST
}
