package io.podpath.element;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * The main routing table of a host. Addresses of the host itself are not in it; they come first in the table {@code
 * local}, which the namespace keeps.
 *
 * <p><i>Models:</i> longest-prefix match. <i>Does not model:</i> policy rules, metrics, multipath.
 */
public final class RoutingTable {

    /** A table without routes. */
    public static final RoutingTable EMPTY = new RoutingTable(List.of());

    private final List<Route> routes;
    private final PrefixTable<Route> byPrefix = new PrefixTable<>();

    /** A table of these routes; of two with the same prefix the first counts. */
    public RoutingTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (int i = routes.size() - 1; i >= 0; i--) {
            byPrefix.put(routes.get(i).destination(), routes.get(i));
        }
    }

    /** The route with the longest prefix that holds the address. */
    public Optional<Route> find(IpAddress destination) {
        return byPrefix.find(destination);
    }

    /** All routes that hold the address, the longest prefix first. */
    public List<Route> listMatches(IpAddress destination) {
        return byPrefix.listMatches(destination);
    }

    /** All routes in the order given. */
    public List<Route> list() {
        return routes;
    }
}
