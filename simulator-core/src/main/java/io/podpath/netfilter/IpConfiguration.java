package io.podpath.netfilter;

import io.podpath.element.Bridge;
import io.podpath.element.NetworkInterface;
import io.podpath.element.RoutingTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Interfaces, routes and the bridge of a namespace.
 *
 * @param interfaces every interface but {@code lo}, the one with the node's primary address first
 * @param routes the main table
 * @param bridge the bridge, if there is one
 */
public record IpConfiguration(
        List<NetworkInterface> interfaces,
        RoutingTable routes,
        @Nullable Bridge bridge) {

    public IpConfiguration {
        interfaces = List.copyOf(interfaces);
    }

    /** The same with one more interface, behind the others. */
    public IpConfiguration with(NetworkInterface added) {
        List<NetworkInterface> more = new ArrayList<>(interfaces);
        more.add(added);
        return new IpConfiguration(more, routes, bridge);
    }

    /** The bridge, if there is one. */
    public Optional<Bridge> findBridge() {
        return Optional.ofNullable(bridge);
    }
}
