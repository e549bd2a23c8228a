package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.netfilter.Target;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip daddr . meta l4proto . th dport vmap @service-ips}: the verdict a named map has for a key.
 *
 * @param key the key
 * @param map the map's name
 */
public record MapLookup(Key key, String map) implements VerdictLookup {

    @Override
    public @Nullable Target find(Packet packet, Evaluation evaluation, String place) {
        Object value = key.valueIn(packet);
        return value == null
                ? null
                : evaluation.table().map(map).findVerdict(value).orElse(null);
    }

    @Override
    public String describe(Target found, Packet packet, Evaluation evaluation) {
        Object value = key.valueIn(packet);
        return "element " + (value == null ? map : evaluation.table().map(map).elementText(value));
    }

    @Override
    public String toString() {
        return key + " vmap @" + map;
    }
}
