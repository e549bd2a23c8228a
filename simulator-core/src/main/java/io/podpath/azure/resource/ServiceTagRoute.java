package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined route whose destination is a service tag: one route for each prefix the tag stands for.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing, section Service Tags for user-defined routes.
 *
 * @param name its name
 * @param serviceTag the tag, such as {@code Storage.WestEurope}
 * @param nextHopType where packets go
 * @param nextHopIp the appliance, for {@link NextHopType#VIRTUAL_APPLIANCE} only
 */
public record ServiceTagRoute(
        String name,
        String serviceTag,
        NextHopType nextHopType,
        @Nullable IpAddress nextHopIp) {

    /** The appliance. */
    public Optional<IpAddress> findNextHopIp() {
        return Optional.ofNullable(nextHopIp);
    }

    /** The route for one prefix of the tag. */
    public UserRoute of(Cidr prefix) {
        return new UserRoute(name, prefix, nextHopType, nextHopIp);
    }
}
