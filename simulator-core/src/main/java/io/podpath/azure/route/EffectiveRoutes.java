package io.podpath.azure.route;

import io.podpath.azure.TextTable;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of one subnet: system routes, routes learned through a gateway and user-defined routes.
 *
 * <p>The longest prefix wins. Of two routes for the same prefix, user-defined beats learned beats system. System routes
 * of the virtual network and of peerings beat learned routes even if those are more specific. The four private ranges
 * lead nowhere (None) unless the virtual network uses them; a part of such a range in use leaves the None route for the
 * rest in place.
 *
 * <p><i>Does not model:</i> service endpoints, private endpoints, service tags as prefixes of user-defined routes.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing.
 */
public final class EffectiveRoutes {

    private static final List<Cidr> RESERVED = List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"));

    private final SubnetReference subnet;
    private final List<EffectiveRoute> routes;
    private final PrefixTable<EffectiveRoute> active = new PrefixTable<>();
    private final PrefixTable<EffectiveRoute> withoutLearned = new PrefixTable<>();
    private final Map<Cidr, List<EffectiveRoute>> invalid = new HashMap<>();

    private EffectiveRoutes(SubnetReference subnet, List<EffectiveRoute> candidates) {
        this.subnet = subnet;
        Map<Cidr, EffectiveRoute> winners = winners(candidates);
        this.routes = candidates.stream()
                .map(route -> route.equals(winners.get(route.addressPrefix())) ? route : route.invalid())
                .toList();
        winners.forEach(active::put);
        winners(candidates.stream()
                        .filter(route -> route.origin() != RouteOrigin.GATEWAY)
                        .toList())
                .forEach(withoutLearned::put);
        routes.stream()
                .filter(route -> route.state() == EffectiveRoute.State.INVALID)
                .forEach(route -> invalid.computeIfAbsent(route.addressPrefix(), prefix -> new ArrayList<>())
                        .add(route));
    }

    private static Map<Cidr, EffectiveRoute> winners(List<EffectiveRoute> candidates) {
        Map<Cidr, EffectiveRoute> winners = new HashMap<>();
        for (EffectiveRoute candidate : candidates) {
            winners.merge(
                    candidate.addressPrefix(),
                    candidate,
                    (first, second) -> rank(second) > rank(first) ? second : first);
        }
        return winners;
    }

    private static int rank(EffectiveRoute route) {
        return switch (route.origin()) {
            case USER -> 3;
            case GATEWAY -> 1;
            case SYSTEM -> beatsLearned(route) ? 2 : 0;
        };
    }

    /** Computes the routes of a subnet. */
    public static EffectiveRoutes of(SubnetReference subnet, RouteSources sources) {
        List<EffectiveRoute> candidates = new ArrayList<>();
        sources.addressPrefixes()
                .forEach(prefix -> candidates.add(EffectiveRoute.system(prefix, NextHopType.VNET_LOCAL, "")));
        sources.peered()
                .forEach((peer, prefixes) -> prefixes.forEach(
                        prefix -> candidates.add(EffectiveRoute.system(prefix, NextHopType.VNET_PEERING, peer))));
        candidates.add(EffectiveRoute.system(Cidr.ANY_IPV4, NextHopType.INTERNET, ""));
        if (sources.addressPrefixes().stream().anyMatch(prefix -> prefix.family() == IpFamily.IPV6)) {
            candidates.add(EffectiveRoute.system(Cidr.ANY_IPV6, NextHopType.INTERNET, ""));
        }
        RESERVED.stream()
                .filter(prefix -> sources.addressPrefixes().stream().noneMatch(used -> used.contains(prefix)))
                .filter(prefix -> !sources.peeredPrefixes().contains(prefix))
                .forEach(prefix -> candidates.add(EffectiveRoute.system(prefix, NextHopType.NONE, "")));
        for (Cidr prefix : sources.gatewayPrefixes()) {
            candidates.add(new EffectiveRoute(
                    prefix,
                    RouteOrigin.GATEWAY,
                    NextHopType.VIRTUAL_NETWORK_GATEWAY,
                    null,
                    "",
                    EffectiveRoute.State.ACTIVE));
        }
        sources.findRouteTable()
                .ifPresent(table -> table.routes().forEach(route -> candidates.add(user(table, route))));
        return new EffectiveRoutes(subnet, candidates);
    }

    private static EffectiveRoute user(RouteTableSpec table, UserRoute route) {
        return new EffectiveRoute(
                route.addressPrefix(),
                RouteOrigin.USER,
                route.nextHopType(),
                route.nextHopIp(),
                table.name() + "/" + route.name(),
                EffectiveRoute.State.ACTIVE);
    }

    /** The subnet whose routes these are. */
    public SubnetReference subnet() {
        return subnet;
    }

    /** All routes, those that do not count included, in order of origin. */
    public List<EffectiveRoute> list() {
        return routes;
    }

    /** The route that decides for a destination; nothing only for a family without a default route. */
    public Optional<EffectiveRoute> find(IpAddress destination) {
        Optional<EffectiveRoute> best = active.find(destination);
        if (best.isPresent() && best.get().origin() == RouteOrigin.GATEWAY) {
            Optional<EffectiveRoute> other = withoutLearned.find(destination);
            return other.filter(EffectiveRoutes::beatsLearned).or(() -> best);
        }
        return best;
    }

    /** Routes of the network itself and of peerings beat learned ones whatever their length. */
    private static boolean beatsLearned(EffectiveRoute route) {
        return route.origin() == RouteOrigin.SYSTEM
                && (route.nextHopType() == NextHopType.VNET_LOCAL || route.nextHopType() == NextHopType.VNET_PEERING);
    }

    /** Routes that hold the destination too but lose against the one that decides, with the reason. */
    public List<ConsideredRule> explainRunnersUp(IpAddress destination) {
        List<ConsideredRule> runnersUp = new ArrayList<>();
        EffectiveRoute winner = find(destination).orElse(null);
        if (winner == null) {
            return runnersUp;
        }
        for (EffectiveRoute route : active.listMatches(destination)) {
            if (!route.equals(winner)) {
                String because = route.addressPrefix().prefixLength()
                                > winner.addressPrefix().prefixLength()
                        ? "a system route of the virtual network or a peering beats a BGP route"
                        : "prefix length " + route.addressPrefix().prefixLength() + " is shorter than "
                                + winner.addressPrefix().prefixLength();
                runnersUp.add(new ConsideredRule(reference(route), because));
            }
            for (EffectiveRoute loser : invalid.getOrDefault(route.addressPrefix(), List.of())) {
                runnersUp.add(new ConsideredRule(
                        reference(loser),
                        "for the same prefix a " + route.origin().word() + " route beats a "
                                + loser.origin().word() + " route"));
            }
        }
        return runnersUp;
    }

    /** How a step names a route of this subnet. */
    public RuleReference reference(EffectiveRoute route) {
        return new RuleReference("routes of " + subnet, route.toString());
    }

    /** The table in the shape of {@code az network nic show-effective-route-table --output table}. */
    public String toText() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Source", "State", "Address Prefix", "Next Hop Type", "Next Hop IP"));
        for (EffectiveRoute route : routes) {
            rows.add(List.of(
                    route.origin().text(),
                    route.state().text(),
                    route.addressPrefix().toString(),
                    route.nextHopType().text(),
                    route.findNextHopIp().map(IpAddress::toString).orElse("")));
        }
        return TextTable.render(rows);
    }
}
