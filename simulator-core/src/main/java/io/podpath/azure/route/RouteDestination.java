package io.podpath.azure.route;

import io.podpath.model.Cidr;

/**
 * The destinations of an effective route.
 *
 * @param prefix the range
 * @param serviceTag the service tag whose range it is, or empty if the route names the range itself
 */
record RouteDestination(Cidr prefix, String serviceTag) {

    static RouteDestination of(Cidr prefix) {
        return new RouteDestination(prefix, "");
    }
}
