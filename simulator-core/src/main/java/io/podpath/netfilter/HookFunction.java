package io.podpath.netfilter;

import io.podpath.model.Packet;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel runs at a hook: a table of iptables, a base chain of nftables, and whatever else registers there.
 *
 * <p>At each hook functions run in order of their priority, the lowest first. One of type {@link Type#FILTER} sees every
 * packet and may end it. One of type {@link Type#NAT} is asked once per connection, and only until one of its kind has
 * decided; all of them together have the place of the kernel's own nat function, so that their priority only orders
 * them among themselves.
 *
 * <p>An implementation is immutable and shared by all runs. What it remembers from packet to packet it keeps in
 * {@link MatchContext#memory()}.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/core.c}, {@code nf_hook_slow}; {@code nf_nat_core.c}, {@code
 * nf_nat_inet_fn}; priorities of {@code include/uapi/linux/netfilter_ipv4.h}.
 */
public non-sealed interface HookFunction extends HookRegistration {

    /** Whom a function is asked about. */
    enum Type {
        /** Every packet. */
        FILTER,
        /** The first packet of each connection, for its translation. */
        NAT
    }

    /** Whom it is asked about. */
    Type type();

    /** Whether any of its rules makes the kernel track connections. */
    default boolean needsConntrack() {
        return true;
    }

    /** For the trace: {@code filter FORWARD}, {@code ip kube-proxy filter-forward}. */
    String label();

    /**
     * Decides about a packet.
     *
     * @param packet the packet as it is now
     * @param context the hook, the interfaces, the connection
     * @param log told which rules matched; none if nobody reads it
     */
    TableVerdict run(Packet packet, MatchContext context, @Nullable TraversalLog log);
}
