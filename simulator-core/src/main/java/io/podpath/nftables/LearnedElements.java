package io.podpath.nftables;

import java.util.HashMap;
import java.util.Map;

/**
 * The elements that packets have added to sets, each with its end: what a namespace remembers during one run.
 *
 * <p><i>Models:</i> a timeout per set, renewed by every update; a full set takes no more.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nft_dynset.c}, {@code nft_set_hash.c}.
 */
final class LearnedElements {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private record Place(String table, String set) {}

    private final Map<Place, Map<Object, Long>> endsBySet = new HashMap<>();

    boolean contains(NftTable table, NftSet set, Object key, long nowNanos) {
        Map<Object, Long> ends = endsBySet.get(new Place(table.label(), set.name()));
        Long end = ends == null ? null : ends.get(key);
        return end != null && nowNanos < end;
    }

    /** Adds or renews an element; false if the set is full. */
    boolean update(NftTable table, NftSet set, Object key, long nowNanos) {
        Map<Object, Long> ends =
                endsBySet.computeIfAbsent(new Place(table.label(), set.name()), missing -> new HashMap<>());
        if (!ends.containsKey(key) && ends.size() >= NftSet.DYNAMIC_SIZE) {
            ends.values().removeIf(end -> end <= nowNanos);
            if (ends.size() >= NftSet.DYNAMIC_SIZE) {
                return false;
            }
        }
        ends.put(key, nowNanos + set.timeoutSeconds() * NANOS_PER_SECOND);
        return true;
    }
}
