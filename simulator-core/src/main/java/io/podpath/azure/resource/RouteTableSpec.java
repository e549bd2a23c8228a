package io.podpath.azure.resource;

import java.util.List;

/**
 * A route table as declared.
 *
 * @param name its name
 * @param routes its routes
 * @param propagatesGatewayRoutes whether its subnets also get the routes a gateway learned; Azure's default
 */
public record RouteTableSpec(String name, List<UserRoute> routes, boolean propagatesGatewayRoutes)
        implements AzureResource {

    public RouteTableSpec {
        routes = List.copyOf(routes);
    }

    /** A table that leaves learned routes alone. */
    public static RouteTableSpec of(String name, List<UserRoute> routes) {
        return new RouteTableSpec(name, routes, true);
    }

    /** The same table with other routes. */
    public RouteTableSpec withRoutes(List<UserRoute> others) {
        return new RouteTableSpec(name, others, propagatesGatewayRoutes);
    }
}
