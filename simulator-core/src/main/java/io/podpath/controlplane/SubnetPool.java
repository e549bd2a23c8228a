package io.podpath.controlplane;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Gives out the free addresses of a subnet in order.
 *
 * <p>Azure keeps the first four addresses and the last one of every subnet.
 *
 * <p><i>Source:</i> Azure docs, Virtual Network FAQ.
 */
public final class SubnetPool {

    private static final long FIRST_USABLE = 4;

    private final Cidr subnet;
    private final Set<IpAddress> taken = new HashSet<>();
    private long cursor = FIRST_USABLE;

    /** All addresses of the subnet but those Azure keeps. */
    public SubnetPool(Cidr subnet) {
        this.subnet = subnet;
    }

    /** Takes a certain address out. */
    public void reserve(IpAddress address) {
        taken.add(address);
    }

    /** The next free address, or nothing if the subnet is full. */
    public Optional<IpAddress> next() {
        while (cursor < subnet.size() - 1) {
            IpAddress candidate = subnet.network().plus(cursor++);
            if (taken.add(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
