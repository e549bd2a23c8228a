package io.podpath.element;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a host's main routing table.
 *
 * @param destination the prefix
 * @param gateway the next hop, or none if the destination is on the link
 * @param outInterface where packets leave
 * @param preferredSource the {@code src} of the route, if it names one
 * @param kind whether it leads anywhere
 */
public record Route(
        Cidr destination,
        @Nullable IpAddress gateway,
        String outInterface,
        @Nullable IpAddress preferredSource,
        Kind kind) {

    /**
     * Whether a route leads anywhere.
     *
     * <p><i>Source:</i> ip-route(8); Linux {@code net/ipv4/fib_semantics.c} ({@code fib_props}).
     */
    public enum Kind {
        /** To a neighbour or a gateway. */
        UNICAST,
        /** Nowhere, in silence. */
        BLACKHOLE,
        /** Nowhere; the sender is told "host unreachable". */
        UNREACHABLE,
        /** Nowhere; the sender is told "administratively prohibited". */
        PROHIBIT
    }

    /** A route that leads somewhere. */
    public Route(
            Cidr destination, @Nullable IpAddress gateway, String outInterface, @Nullable IpAddress preferredSource) {
        this(destination, gateway, outInterface, preferredSource, Kind.UNICAST);
    }

    /** A route that leads nowhere. */
    public static Route nowhere(Cidr destination, Kind kind) {
        return new Route(destination, null, "", null, kind);
    }

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

    /** The spelling of {@code ip route}, and for IPv6, whose routes have no scope, of {@code ip -6 route}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(kind == Kind.UNICAST ? "" : kind.name().toLowerCase(Locale.ROOT) + " ");
        boolean isDefault = destination.prefixLength() == 0;
        boolean isHost = destination.prefixLength() == destination.family().addressBits();
        text.append(isDefault ? "default" : isHost ? destination.network().toString() : destination.toString());
        if (gateway != null) {
            boolean isOther = gateway.family() != destination.family();
            text.append(isOther ? " via inet6 " : " via ").append(gateway);
        }
        if (kind != Kind.UNICAST) {
            return text.toString();
        }
        text.append(" dev ").append(outInterface);
        if (gateway == null && destination.family() == IpFamily.IPV4) {
            text.append(" scope link");
        }
        if (preferredSource != null) {
            text.append(" src ").append(preferredSource);
        }
        return text.toString();
    }
}
