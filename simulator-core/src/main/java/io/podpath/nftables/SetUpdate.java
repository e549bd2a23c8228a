package io.podpath.nftables;

import io.podpath.model.Packet;

/**
 * {@code update @set { ip saddr }}: adds the packet's key to a set, or starts its timeout again.
 *
 * <p><i>Source:</i> nft(8), SET STATEMENT; Linux {@code net/netfilter/nft_dynset.c}.
 *
 * @param set the set's name
 * @param key what is added
 */
public record SetUpdate(String set, Key key) implements Statement {

    /** Adds the key; false if there is none or the set is full, which ends the rule. */
    boolean apply(Packet packet, Evaluation evaluation) {
        Object value = key.valueIn(packet);
        return value != null
                && evaluation
                        .learned()
                        .update(
                                evaluation.table(),
                                evaluation.table().set(set),
                                value,
                                evaluation.context().nowNanos());
    }

    @Override
    public String toString() {
        return "update @" + set + " { " + key + " }";
    }
}
