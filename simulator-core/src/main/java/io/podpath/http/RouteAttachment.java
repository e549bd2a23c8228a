package io.podpath.http;

import io.podpath.cluster.Gateway;
import io.podpath.cluster.HttpRoute;
import io.podpath.cluster.HttpRouting;
import java.util.List;
import java.util.Optional;

/**
 * Whether an HTTPRoute belongs to a listener: it must name the Gateway, the listener must take routes of its namespace,
 * and both must have a host in common.
 *
 * <p><i>Source:</i> Gateway API v1, ParentReference, AllowedRoutes, HTTPRouteSpec.hostnames.
 */
final class RouteAttachment {

    private final HttpRouting objects;

    RouteAttachment(HttpRouting objects) {
        this.objects = objects;
    }

    /** Why it does not belong, or nothing if it does. */
    Optional<String> refusal(HttpRoute route, Gateway gateway, Gateway.Listener listener) {
        boolean isNamed = route.parents().stream()
                .anyMatch(parent -> parent.gateway().equals(gateway.name())
                        && (parent.sectionName().isEmpty()
                                || parent.sectionName().equals(listener.name()))
                        && (parent.port() == 0 || parent.port() == listener.port()));
        if (!isNamed) {
            return Optional.of("its parentRefs do not name listener " + listener.name() + " of " + gateway.name());
        }
        if (!allowsNamespace(route.name().namespace(), gateway, listener.allowed())) {
            return Optional.of("listener " + listener.name() + " of " + gateway.name() + " allows routes from "
                    + listener.allowed().from().text() + ", not from namespace "
                    + route.name().namespace());
        }
        HostPattern ofListener = HostPattern.ofGateway(listener.hostname());
        List<String> hostnames = route.hostnames();
        boolean hasHost = hostnames.isEmpty()
                || hostnames.stream().map(HostPattern::ofGateway).anyMatch(ofListener::intersects);
        return hasHost
                ? Optional.empty()
                : Optional.of(
                        "none of its hostnames is one of listener " + listener.name() + ", " + ofListener.describe());
    }

    private boolean allowsNamespace(String namespace, Gateway gateway, Gateway.AllowedRoutes allowed) {
        return switch (allowed.from()) {
            case ALL -> true;
            case SAME -> namespace.equals(gateway.name().namespace());
            case SELECTOR -> allowed.selector().matches(objects.labelsOf(namespace));
            case NONE -> false;
        };
    }
}
