package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a host's main routing table.
 *
 * @param destination the prefix
 * @param gateway the next hop, or none if the destination is on the link
 * @param outInterface where packets leave
 * @param preferredSource the {@code src} of the route, if it names one
 */
public record Route(
        Cidr destination,
        @Nullable IpAddress gateway,
        String outInterface,
        @Nullable IpAddress preferredSource) {

    /** A route to neighbours on the link. */
    public static Route onLink(Cidr destination, String outInterface) {
        return new Route(destination, null, outInterface, null);
    }

    /** A route through a gateway. */
    public static Route via(Cidr destination, IpAddress gateway, String outInterface) {
        return new Route(destination, gateway, outInterface, null);
    }

    /** The next hop, if the route has one. */
    public Optional<IpAddress> findGateway() {
        return Optional.ofNullable(gateway);
    }

    /** The spelling of {@code ip route}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        boolean isDefault = destination.prefixLength() == 0;
        boolean isHost = destination.prefixLength() == destination.family().addressBits();
        text.append(isDefault ? "default" : isHost ? destination.network().toString() : destination.toString());
        if (gateway != null) {
            text.append(" via ").append(gateway);
        }
        text.append(" dev ").append(outInterface);
        if (gateway == null) {
            text.append(" scope link");
        }
        if (preferredSource != null) {
            text.append(" src ").append(preferredSource);
        }
        return text.toString();
    }
}
