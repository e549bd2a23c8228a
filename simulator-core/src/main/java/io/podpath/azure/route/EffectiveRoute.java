package io.podpath.azure.route;

import io.podpath.azure.resource.NextHopType;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a subnet's effective routes.
 *
 * @param addressPrefix the destinations
 * @param origin where it comes from
 * @param nextHopType where packets go
 * @param nextHopIp the appliance, for {@link NextHopType#VIRTUAL_APPLIANCE} only
 * @param name {@code table/route} of a user-defined route, the peer of a peering, or empty
 * @param state whether it counts
 */
public record EffectiveRoute(
        Cidr addressPrefix,
        RouteOrigin origin,
        NextHopType nextHopType,
        @Nullable IpAddress nextHopIp,
        String name,
        State state) {

    /** Whether a route counts. */
    public enum State {
        /** It does. */
        ACTIVE("Active"),
        /** Another route for the same prefix takes its place. */
        INVALID("Invalid");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** Azure's spelling. */
        public String text() {
            return text;
        }
    }

    static EffectiveRoute system(Cidr prefix, NextHopType nextHopType, String name) {
        return new EffectiveRoute(prefix, RouteOrigin.SYSTEM, nextHopType, null, name, State.ACTIVE);
    }

    EffectiveRoute invalid() {
        return new EffectiveRoute(addressPrefix, origin, nextHopType, nextHopIp, name, State.INVALID);
    }

    /** The appliance. */
    public Optional<IpAddress> findNextHopIp() {
        return Optional.ofNullable(nextHopIp);
    }

    /** For example {@code 10.244.1.0/24 user aks-routes/node-1 -> VirtualAppliance 10.224.0.5}. */
    @Override
    public String toString() {
        return addressPrefix + " " + origin.word() + (name.isEmpty() ? "" : " " + name) + " -> " + nextHopType.text()
                + (nextHopIp == null ? "" : " " + nextHopIp);
    }
}
