package io.podpath.azure.route;

import io.podpath.azure.resource.NextHopType;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a subnet's effective routes.
 *
 * @param destination the destinations
 * @param origin where it comes from
 * @param nextHopType where packets go
 * @param nextHopIp the appliance, for {@link NextHopType#VIRTUAL_APPLIANCE} only
 * @param name {@code table/route} of a user-defined route; the network a peering or a private endpoint leads to; the
 *     gateway that learned it; the service of a service endpoint; or empty
 * @param state whether it counts
 */
public record EffectiveRoute(
        RouteDestination destination,
        RouteOrigin origin,
        NextHopType nextHopType,
        @Nullable IpAddress nextHopIp,
        String name,
        State state) {

    /** Whether a route counts. */
    public enum State {
        /** It does. */
        ACTIVE("Active"),
        /** Another route takes its place. */
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
        return new EffectiveRoute(
                RouteDestination.of(prefix), RouteOrigin.SYSTEM, nextHopType, null, name, State.ACTIVE);
    }

    EffectiveRoute invalid() {
        return new EffectiveRoute(destination, origin, nextHopType, nextHopIp, name, State.INVALID);
    }

    /** The destinations. */
    public Cidr addressPrefix() {
        return destination.prefix();
    }

    /** The service tag the range was written as; empty if the route names the range itself. */
    public String serviceTag() {
        return destination.serviceTag();
    }

    /** The appliance. */
    public Optional<IpAddress> findNextHopIp() {
        return Optional.ofNullable(nextHopIp);
    }

    /** For example {@code 10.244.1.0/24 user aks-routes/node-1 -> VirtualAppliance 10.224.0.5}. */
    @Override
    public String toString() {
        return addressPrefix() + (serviceTag().isEmpty() ? "" : " (" + serviceTag() + ")") + " " + origin.word()
                + (name.isEmpty() ? "" : " " + name) + " -> " + nextHopType.text()
                + (nextHopIp == null ? "" : " " + nextHopIp);
    }
}
