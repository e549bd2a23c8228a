package io.podpath.azure.route;

import io.podpath.azure.resource.NextHopType;
import java.util.Comparator;

/**
 * Which of two routes for the same prefix counts.
 *
 * <pre>
 * user, explicit prefix &gt; user, service tag (regional &gt; top level &gt; AzureCloud regional &gt; AzureCloud)
 *   &gt; system of the network, a peering or an endpoint &gt; BGP (ExpressRoute &gt; VPN) &gt; other system
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing, sections How Azure selects a route and Exact Match;
 * Configure ExpressRoute and site-to-site coexisting connections.
 */
final class RoutePrecedence implements Comparator<EffectiveRoute> {

    private static final String ALL_OF_AZURE = "AzureCloud";

    @Override
    public int compare(EffectiveRoute first, EffectiveRoute second) {
        return Integer.compare(rank(first), rank(second));
    }

    private static int rank(EffectiveRoute route) {
        return switch (route.origin()) {
            case USER -> route.serviceTag().isEmpty() ? 9 : 5 + precision(route.serviceTag());
            case EXPRESS_ROUTE_GATEWAY -> 2;
            case VPN_GATEWAY -> 1;
            case SYSTEM -> isPreferred(route) ? 3 : 0;
        };
    }

    private static int precision(String serviceTag) {
        boolean isRegional = serviceTag.indexOf('.') >= 0;
        boolean isAllOfAzure = serviceTag.equals(ALL_OF_AZURE) || serviceTag.startsWith(ALL_OF_AZURE + ".");
        return (isAllOfAzure ? 0 : 2) + (isRegional ? 1 : 0);
    }

    /**
     * System routes of the network, of peerings and of service endpoints keep learned routes out, whatever their length.
     * That a private endpoint's route does so too is derived: its address lies in one of the former.
     */
    static boolean isPreferred(EffectiveRoute route) {
        NextHopType type = route.nextHopType();
        return route.origin() == RouteOrigin.SYSTEM
                && (type == NextHopType.VNET_LOCAL
                        || type == NextHopType.VNET_PEERING
                        || type == NextHopType.INTERFACE_ENDPOINT
                        || type == NextHopType.SERVICE_ENDPOINT);
    }
}
