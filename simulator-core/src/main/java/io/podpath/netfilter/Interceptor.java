package io.podpath.netfilter;

import io.podpath.model.Packet;

/**
 * A kernel subsystem at a hook that sends packets elsewhere by itself: IPVS.
 *
 * <p>Unlike a {@link HookFunction} it asks no rules, and it may take a packet out of its hook: the packet then starts again
 * at OUTPUT, as if the namespace had sent it, towards its new destination. Once an interceptor has changed a packet, none is
 * asked again in this namespace.
 *
 * <p>An implementation is immutable and shared by all runs. What it remembers it keeps in {@link MatchContext#memory()}.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipvs/ip_vs_core.c}, {@code ip_vs_ops4}; {@code skb->ipvs_property}.
 */
public non-sealed interface Interceptor extends HookRegistration {

    /** What it does with the packet. */
    Interception intercept(Packet packet, MatchContext context);
}
