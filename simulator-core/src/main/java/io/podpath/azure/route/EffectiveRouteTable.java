package io.podpath.azure.route;

import io.podpath.azure.TextTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Effective routes in the rows of {@code az network nic show-effective-route-table}: all prefixes of a service endpoint,
 * or of a service tag, stand in one row.
 *
 * <p><i>Does not model:</i> the address of a gateway, which Azure prints as next hop of learned routes and podpath does
 * not know.
 *
 * <p><i>Source:</i> Azure REST API, EffectiveRoute; Azure/azure-cli {@code network/_format.py}.
 *
 * @param rows the rows
 * @param propagatesLearned whether the subnet gets the routes a gateway learned
 */
public record EffectiveRouteTable(List<Row> rows, boolean propagatesLearned) {

    public EffectiveRouteTable {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param route the route of its first prefix
     * @param prefixes all its prefixes
     */
    public record Row(EffectiveRoute route, List<Cidr> prefixes) {

        public Row {
            prefixes = List.copyOf(prefixes);
        }

        /** The name of a user-defined route in its table; empty for any other. */
        public String userRouteName() {
            return route.origin() == RouteOrigin.USER
                    ? route.name().substring(route.name().indexOf('/') + 1)
                    : "";
        }
    }

    private record Group(RouteOrigin origin, String name, String serviceTag, EffectiveRoute.State state) {}

    /** The rows of these routes. */
    public static EffectiveRouteTable of(EffectiveRoutes routes) {
        Map<Object, List<EffectiveRoute>> rows = new LinkedHashMap<>();
        for (EffectiveRoute route : routes.list()) {
            rows.computeIfAbsent(groupOf(route), group -> new ArrayList<>()).add(route);
        }
        return new EffectiveRouteTable(
                rows.values().stream()
                        .map(group -> new Row(
                                group.get(0),
                                group.stream()
                                        .map(EffectiveRoute::addressPrefix)
                                        .toList()))
                        .toList(),
                routes.propagatesLearned());
    }

    /** What a route shares its row with; most stand alone. */
    private static Object groupOf(EffectiveRoute route) {
        boolean shares = switch (route.nextHopType()) {
            case SERVICE_ENDPOINT -> true;
            case VNET_LOCAL,
                    VIRTUAL_APPLIANCE,
                    VIRTUAL_NETWORK_GATEWAY,
                    VNET_PEERING,
                    INTERFACE_ENDPOINT,
                    INTERNET,
                    NONE -> !route.serviceTag().isEmpty();
        };
        return shares ? new Group(route.origin(), route.name(), route.serviceTag(), route.state()) : route;
    }

    /** The table that {@code --output table} prints. */
    public String toText() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("Source", "State", "Address Prefix", "Next Hop Type", "Next Hop IP"));
        for (Row row : rows) {
            EffectiveRoute route = row.route();
            lines.add(List.of(
                    route.origin().text(),
                    route.state().text(),
                    String.join(" ", row.prefixes().stream().map(Cidr::toString).toList()),
                    route.nextHopType().text(),
                    route.findNextHopIp().map(IpAddress::toString).orElse("")));
        }
        return TextTable.render(lines);
    }
}
