package io.podpath.azure.resource;

import java.util.List;

/**
 * A route table as declared.
 *
 * @param name its name
 * @param routes its routes to explicit prefixes
 * @param serviceTagRoutes its routes to service tags
 * @param propagatesGatewayRoutes whether its subnets also get the routes a gateway learned; Azure's default
 */
public record RouteTableSpec(
        String name, List<UserRoute> routes, List<ServiceTagRoute> serviceTagRoutes, boolean propagatesGatewayRoutes)
        implements AzureResource {

    public RouteTableSpec {
        routes = List.copyOf(routes);
        serviceTagRoutes = List.copyOf(serviceTagRoutes);
    }

    /** A table of explicit prefixes that leaves learned routes alone. */
    public static RouteTableSpec of(String name, List<UserRoute> routes) {
        return new RouteTableSpec(name, routes, List.of(), true);
    }

    /** The same table with other routes to explicit prefixes. */
    public RouteTableSpec withRoutes(List<UserRoute> others) {
        return new RouteTableSpec(name, others, serviceTagRoutes, propagatesGatewayRoutes);
    }

    /** The same table whose subnets do not get the routes a gateway learned. */
    public RouteTableSpec withoutPropagation() {
        return new RouteTableSpec(name, routes, serviceTagRoutes, false);
    }
}
