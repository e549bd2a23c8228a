package io.podpath.scenario.load;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.ServiceTagRoute;
import io.podpath.azure.resource.UserRoute;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads route tables. The destination of a route is a range or the name of a service tag. */
final class RouteTableReader {

    private static final Pattern SERVICE_TAG = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)?");

    private static final Map<String, NextHopType> NEXT_HOPS = Choices.of(
            new NextHopType[] {
                NextHopType.VIRTUAL_APPLIANCE,
                NextHopType.VNET_LOCAL,
                NextHopType.VIRTUAL_NETWORK_GATEWAY,
                NextHopType.INTERNET,
                NextHopType.NONE
            },
            NextHopType::text);

    private final Problems problems;
    private final Locations locations;

    RouteTableReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    /** What a route says apart from its destination. */
    private record Way(String name, NextHopType type, Optional<IpAddress> nextHop) {}

    Optional<RouteTableSpec> read(Fields table) {
        Optional<String> name = table.required("name");
        Subject subject = Subject.azure("routeTable", name.orElse(""));
        locations.put(subject, table.at("name"));
        locations.put(subject.part("disableBgpRoutePropagation"), table.at("disableBgpRoutePropagation"));
        List<UserRoute> routes = new ArrayList<>();
        List<ServiceTagRoute> tagRoutes = new ArrayList<>();
        for (Fields route : table.objects("routes")) {
            Optional<Way> way = way(route);
            way.ifPresent(found -> locations.put(subject.part(found.name()), route.at("addressPrefix")));
            Optional<String> tag = serviceTag(route);
            if (tag.isPresent()) {
                way.ifPresent(found -> tagRoutes.add(new ServiceTagRoute(
                        found.name(), tag.get(), found.type(), found.nextHop().orElse(null))));
            } else {
                route.required("addressPrefix", route.values()::range)
                        .ifPresent(prefix -> way.ifPresent(found -> routes.add(new UserRoute(
                                found.name(),
                                prefix,
                                found.type(),
                                found.nextHop().orElse(null)))));
            }
        }
        boolean propagates = !table.flag("disableBgpRoutePropagation");
        return name.map(found -> new RouteTableSpec(found, routes, tagRoutes, propagates));
    }

    private static Optional<String> serviceTag(Fields route) {
        return route.node()
                .find("addressPrefix")
                .filter(node -> node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.TEXT)
                .map(node -> ((ScalarNode) node).text())
                .filter(text -> SERVICE_TAG.matcher(text).matches());
    }

    private Optional<Way> way(Fields route) {
        Optional<String> name = route.required("name");
        Optional<NextHopType> type =
                route.required("nextHopType", (node, what) -> route.values().choice(node, what, NEXT_HOPS));
        Optional<IpAddress> hop = route.address("nextHopIpAddress");
        boolean appliance = type.filter(NextHopType.VIRTUAL_APPLIANCE::equals).isPresent();
        if (appliance && !route.has("nextHopIpAddress")) {
            problems.error(route.at("nextHopType"), "'VirtualAppliance' needs 'nextHopIpAddress'");
        }
        if (type.isPresent() && !appliance && route.has("nextHopIpAddress")) {
            route.error("nextHopIpAddress", "'nextHopIpAddress' goes with 'VirtualAppliance' only");
        }
        return name.isPresent() && type.isPresent() && appliance == hop.isPresent()
                ? Optional.of(new Way(name.get(), type.get(), hop))
                : Optional.empty();
    }
}
