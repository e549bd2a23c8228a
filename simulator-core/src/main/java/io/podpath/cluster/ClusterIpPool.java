package io.podpath.cluster;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of the service range.
 *
 * <p>The network address is never given out, and in IPv4 neither is the last one. The lower band is {@code
 * min(max(16, size / 16), 256)} addresses wide.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/registry/core/service/ipallocator}, {@code calculateRangeOffset}.
 */
final class ClusterIpPool {

    private static final int MIN_BAND = 16;
    private static final int MAX_BAND = 256;
    private static final int SIZE_PER_BAND_ADDRESS = 16;

    private final Cidr range;
    private final long capacity;
    private final long band;
    private final Set<IpAddress> taken = new HashSet<>();
    private long cursor;

    ClusterIpPool(Cidr range) {
        this.range = range;
        capacity = Math.max(0, range.size() - (range.family() == IpFamily.IPV4 ? 2 : 1));
        band = range.size() <= MIN_BAND
                ? 0
                : Math.min(Math.max(MIN_BAND, range.size() / SIZE_PER_BAND_ADDRESS), MAX_BAND);
        if (capacity > 0) {
            taken.add(first());
        }
        cursor = band;
    }

    Cidr range() {
        return range;
    }

    private IpAddress first() {
        return range.network().plus(1);
    }

    boolean mayHold(IpAddress address) {
        return range.contains(address) && !address.equals(range.network());
    }

    void take(IpAddress address) {
        taken.add(address);
    }

    /** The first address, which is kept for {@code default/kubernetes}. */
    Optional<IpAddress> takeFirst() {
        return capacity > 0 ? Optional.of(first()) : Optional.empty();
    }

    /** The next free address, from the upper band while it lasts. */
    Optional<IpAddress> takeDynamic() {
        for (; cursor < band + capacity; cursor++) {
            IpAddress address = first().plus(cursor % capacity);
            if (taken.add(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }
}
