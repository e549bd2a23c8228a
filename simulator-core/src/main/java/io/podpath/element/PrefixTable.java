package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Longest-prefix match: the value of the most specific prefix that holds an address.
 *
 * <p>Keeps one hash map per prefix length in use, longest first, so that a look-up costs one probe per length whatever
 * the number of prefixes: a node with 250 pod routes still has three lengths.
 *
 * <p><i>Source:</i> RFC 1812 section 5.2.4.3.
 *
 * @param <V> what a prefix stands for
 */
public final class PrefixTable<V> {

    private final List<Level<V>> levels = new ArrayList<>();

    private record Level<V>(int fixedBits, int prefixLength, Map<Cidr, V> values) {}

    /** A table of these prefixes. */
    public static <V> PrefixTable<V> of(Map<Cidr, V> values) {
        PrefixTable<V> table = new PrefixTable<>();
        new TreeMap<>(values).forEach(table::put);
        return table;
    }

    /** Adds a prefix, replacing the value it may have had. */
    public void put(Cidr prefix, V value) {
        int fixedBits = 128 - prefix.family().addressBits() + prefix.prefixLength();
        int at = 0;
        while (at < levels.size() && levels.get(at).fixedBits > fixedBits) {
            at++;
        }
        if (at == levels.size() || levels.get(at).fixedBits != fixedBits) {
            levels.add(at, new Level<>(fixedBits, prefix.prefixLength(), new HashMap<>()));
        }
        levels.get(at).values.put(prefix, value);
    }

    /** The value of the longest prefix that holds the address. */
    public Optional<V> find(IpAddress address) {
        int familyOffset = 128 - address.family().addressBits();
        for (Level<V> level : levels) {
            int prefixLength = level.fixedBits - familyOffset;
            if (prefixLength >= 0) {
                V value = level.values.get(Cidr.of(address, prefixLength));
                if (value != null) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /** All values of prefixes that hold the address, the longest prefix first. */
    public List<V> listMatches(IpAddress address) {
        List<V> matches = new ArrayList<>();
        int familyOffset = 128 - address.family().addressBits();
        for (Level<V> level : levels) {
            int prefixLength = level.fixedBits - familyOffset;
            V value = prefixLength < 0 ? null : level.values.get(Cidr.of(address, prefixLength));
            if (value != null) {
                matches.add(value);
            }
        }
        return matches;
    }

    /** All values, longest prefixes first, equal lengths in order of address. */
    public List<V> listValues() {
        List<V> all = new ArrayList<>();
        for (Level<V> level : levels) {
            Collection<V> sorted = new TreeMap<>(level.values).values();
            all.addAll(sorted);
        }
        return all;
    }
}
