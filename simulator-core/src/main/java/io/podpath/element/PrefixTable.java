package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Longest-prefix match: the value of the most specific prefix that holds an address.
 *
 * <p>Keeps one hash table per prefix length in use, longest first, so that a look-up costs one probe per length whatever
 * the number of prefixes: a node with 250 pod routes still has three lengths. A look-up allocates nothing.
 *
 * <p><i>Source:</i> RFC 1812 section 5.2.4.3.
 *
 * @param <V> what a prefix stands for
 */
public final class PrefixTable<V> {

    private static final int ADDRESS_BITS = 128;

    private final List<PrefixLevel<V>> levels = new ArrayList<>();

    /** A table of these prefixes. */
    public static <V> PrefixTable<V> of(Map<Cidr, V> values) {
        PrefixTable<V> table = new PrefixTable<>();
        new TreeMap<>(values).forEach(table::put);
        return table;
    }

    /** Adds a prefix, replacing the value it may have had. */
    public void put(Cidr prefix, V value) {
        int fixedBits = ADDRESS_BITS - prefix.family().addressBits() + prefix.prefixLength();
        int at = 0;
        while (at < levels.size() && levels.get(at).fixedBits() > fixedBits) {
            at++;
        }
        if (at == levels.size() || levels.get(at).fixedBits() != fixedBits) {
            levels.add(at, new PrefixLevel<>(fixedBits));
        }
        levels.get(at).put(prefix.network(), value);
    }

    /** The value of the longest prefix that holds the address. */
    public Optional<V> find(IpAddress address) {
        int leastBits = leastBits(address);
        // No iterator: this runs for every packet.
        for (int i = 0; i < levels.size(); i++) {
            PrefixLevel<V> level = levels.get(i);
            Optional<V> value = level.fixedBits() < leastBits ? Optional.empty() : level.find(address);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /** All values of prefixes that hold the address, the longest prefix first. */
    public List<V> listMatches(IpAddress address) {
        List<V> matches = new ArrayList<>();
        int leastBits = leastBits(address);
        for (PrefixLevel<V> level : levels) {
            if (level.fixedBits() >= leastBits) {
                level.find(address).ifPresent(matches::add);
            }
        }
        return matches;
    }

    /** All values, longest prefixes first, equal lengths in order of address. */
    public List<V> listValues() {
        List<V> all = new ArrayList<>();
        levels.forEach(level -> all.addAll(level.listValues()));
        return all;
    }

    /** An IPv4 address, kept in its mapped form, is in no prefix of IPv6. */
    private static int leastBits(IpAddress address) {
        return ADDRESS_BITS - address.family().addressBits();
    }
}
