package io.podpath.cluster;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Service's {@code trafficDistribution} makes the EndpointSlice controller write into hints.
 *
 * <p>A preference for the node also names the zone, which kube-proxy falls back to where no endpoint names its node.
 *
 * <p><i>Source:</i> KEP-2433 (PreferClose), KEP-3015 (PreferSameZone, PreferSameNode).
 */
enum TrafficDistribution {
    /** No hints. */
    ANYWHERE,
    /** The endpoint's own zone. */
    SAME_ZONE,
    /** The endpoint's own node, and its zone. */
    SAME_NODE;

    static TrafficDistribution of(Service service) {
        return switch (service.backend().trafficDistribution()) {
            case "PreferClose", "PreferSameZone" -> SAME_ZONE;
            case "PreferSameNode" -> SAME_NODE;
            default -> ANYWHERE;
        };
    }

    EndpointSlice.Hints hintsFor(@Nullable String nodeName, @Nullable NodeSpec node) {
        if (this == ANYWHERE || nodeName == null) {
            return EndpointSlice.Hints.NONE;
        }
        Set<String> zones =
                node == null ? Set.of() : node.findZone().map(Set::of).orElse(Set.of());
        return new EndpointSlice.Hints(zones, this == SAME_NODE ? Set.of(nodeName) : Set.of());
    }
}
