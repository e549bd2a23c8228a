package io.podpath.azure.provider;

import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;

/**
 * The fewest ranges that hold the same addresses: contained ranges go, and two halves become their whole.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/util/iputil/prefix.go} AggregatePrefixes.
 */
final class PrefixAggregation {

    private PrefixAggregation() {}

    static List<Cidr> of(List<Cidr> ranges) {
        List<Cidr> kept = new ArrayList<>();
        for (Cidr range : ranges.stream().sorted().toList()) {
            if (kept.isEmpty() || !last(kept).contains(range)) {
                kept.add(range);
                mergeHalves(kept);
            }
        }
        return kept;
    }

    private static Cidr last(List<Cidr> ranges) {
        return ranges.get(ranges.size() - 1);
    }

    private static void mergeHalves(List<Cidr> kept) {
        while (kept.size() >= 2) {
            Cidr second = last(kept);
            Cidr first = kept.get(kept.size() - 2);
            if (first.prefixLength() != second.prefixLength()
                    || first.prefixLength() == 0
                    || first.family() != second.family()) {
                return;
            }
            Cidr whole = Cidr.of(first.network(), first.prefixLength() - 1);
            if (!whole.contains(second)) {
                return;
            }
            kept.remove(kept.size() - 1);
            kept.set(kept.size() - 1, whole);
        }
    }
}
