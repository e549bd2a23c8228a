package io.podpath.nftables;

import io.podpath.model.Packet;

/**
 * {@code ip daddr @nodeport-ips}: a key is in a named set.
 *
 * @param key the key
 * @param negated whether it must not be in the set
 * @param set the set's name
 */
public record SetLookup(Key key, boolean negated, String set) implements Condition {

    /** The packet's value of this field is in the set. */
    public static SetLookup of(Selector selector, String set) {
        return new SetLookup(Key.of(selector), false, set);
    }

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        Object value = key.valueIn(packet);
        return value != null && evaluation.contains(set, value) != negated;
    }

    @Override
    public String toString() {
        return key + (negated ? " != @" : " @") + set;
    }
}
