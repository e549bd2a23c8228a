package io.podpath.netfilter;

/**
 * The five places in the packet path where the kernel asks its rule sets.
 *
 * <p>In each hook the tables run in this order: raw, then connection tracking, mangle, nat (destination), filter, nat
 * (source); a table without a chain for the hook is skipped.
 *
 * <p><i>Source:</i> Linux {@code include/uapi/linux/netfilter_ipv4.h} (hooks and priorities).
 */
public enum Hook {
    /** Every packet that arrives, before its route is chosen. */
    PREROUTING,
    /** Packets for the namespace itself. */
    INPUT,
    /** Packets for somebody else. */
    FORWARD,
    /** Packets that a local process sends. */
    OUTPUT,
    /** Every packet that is about to leave. */
    POSTROUTING
}
