package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined route (UDR).
 *
 * @param name its name
 * @param addressPrefix the destinations
 * @param nextHopType where packets go
 * @param nextHopIp the appliance, for {@link NextHopType#VIRTUAL_APPLIANCE} only
 */
public record UserRoute(
        String name,
        Cidr addressPrefix,
        NextHopType nextHopType,
        @Nullable IpAddress nextHopIp) {

    public UserRoute {
        if ((nextHopType == NextHopType.VIRTUAL_APPLIANCE) != (nextHopIp != null)) {
            throw new IllegalArgumentException("a next hop address goes with VirtualAppliance, and only with it");
        }
    }

    /** The appliance. */
    public Optional<IpAddress> findNextHopIp() {
        return Optional.ofNullable(nextHopIp);
    }
}
