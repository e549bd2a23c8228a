package io.podpath.netfilter.ipset;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sets of a network namespace, by name, in the order they were made. Immutable. */
public final class IpSets {

    /** No sets. */
    public static final IpSets EMPTY = new IpSets(List.of());

    private final Map<String, IpSet> sets = new LinkedHashMap<>();

    /**
     * These sets.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public IpSets(Collection<IpSet> sets) {
        for (IpSet set : sets) {
            if (this.sets.putIfAbsent(set.name(), set) != null) {
                throw new IllegalArgumentException("there are two sets " + set.name());
            }
        }
    }

    /** The set with this name. */
    public Optional<IpSet> find(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    /** All sets in order. */
    public Collection<IpSet> list() {
        return List.copyOf(sets.values());
    }

    /** Every set and element as {@code ipset save} prints them. */
    public String save() {
        StringBuilder text = new StringBuilder();
        sets.values().forEach(set -> text.append(set));
        return text.toString();
    }
}
