package io.podpath.netfilter;

/**
 * The five places in the packet path where the kernel asks its rule sets.
 *
 * <p>What runs in each hook, and in which order, is in {@link HookPipeline}.
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
