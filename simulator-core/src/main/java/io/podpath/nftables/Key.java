package io.podpath.nftables;

import io.podpath.model.Packet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a set or map is asked for: one field of the packet, or a concatenation such as {@code ip daddr . meta l4proto .
 * th dport}.
 *
 * <p>The value of one field is that field's value, the value of several is the list of theirs, so that a look-up is one
 * probe of a hash table however many elements there are, as in the kernel.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nft_set_hash.c}.
 *
 * @param selectors at least one
 */
public record Key(List<Selector> selectors) {

    public Key {
        selectors = List.copyOf(selectors);
    }

    /** A key of these fields. */
    public static Key of(Selector... selectors) {
        return new Key(List.of(selectors));
    }

    /** The types of its fields. */
    List<DataType> types() {
        return selectors.stream().map(Selector::type).toList();
    }

    @Nullable
    Object valueIn(Packet packet) {
        if (selectors.size() == 1) {
            return selectors.get(0).valueIn(packet);
        }
        Object[] values = new Object[selectors.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = selectors.get(i).valueIn(packet);
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return List.of(values);
    }

    /** As nft spells it. */
    @Override
    public String toString() {
        return selectors.stream().map(Selector::toString).collect(Collectors.joining(" . "));
    }
}
