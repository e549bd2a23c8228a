package io.podpath.azure.resource;

import java.util.List;

/**
 * A route table as declared.
 *
 * @param name its name
 * @param routes its routes
 */
public record RouteTableSpec(String name, List<UserRoute> routes) {

    public RouteTableSpec {
        routes = List.copyOf(routes);
    }
}
