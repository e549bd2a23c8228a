package io.podpath.netfilter;

import io.podpath.element.Bridge;
import io.podpath.element.NetworkInterface;
import io.podpath.element.RoutingTable;
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

    /** The bridge, if there is one. */
    public Optional<Bridge> findBridge() {
        return Optional.ofNullable(bridge);
    }
}
