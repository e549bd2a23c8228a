package io.podpath.nftables;

import io.podpath.netfilter.MatchContext;

/**
 * What a statement sees besides the packet.
 *
 * @param table the table of the rule, with its sets and maps
 * @param context the hook, the connection, chance and time
 */
record Evaluation(NftTable table, MatchContext context) {

    /** Whether a set holds a key, be it an element from its writer or one that a packet added. */
    boolean contains(String set, Object key) {
        NftSet found = table.set(set);
        return found.contains(key) || (found.isDynamic() && learned().contains(table, found, key, context.nowNanos()));
    }

    LearnedElements learned() {
        return context.memory().get(LearnedElements.class, LearnedElements::new);
    }
}
