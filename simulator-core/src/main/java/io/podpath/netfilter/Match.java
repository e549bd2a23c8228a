package io.podpath.netfilter;

import io.podpath.model.Packet;

/** One match of a rule beyond the header, written {@code -m name ...}. */
public interface Match {

    /** Whether the packet matches. May consume a random choice or remember the packet. */
    boolean matches(Packet packet, MatchContext context);

    /** Whether asking twice gives the same answer and leaves nothing behind; chance, memory and limits do not. */
    default boolean isRepeatable() {
        return true;
    }

    /** Whether a rule with it makes the kernel track connections. */
    default boolean needsConntrack() {
        return false;
    }

    /** Why the packet does not match, in words, without side effects. */
    String explainMismatch(Packet packet, MatchContext context);

    /** The spelling of {@code iptables-save}. */
    @Override
    String toString();
}
