package io.podpath.azure.route;

import io.podpath.azure.resource.SubnetReference;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
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
 * <p>The longest prefix wins, and among routes for one prefix {@link RoutePrecedence} decides. Where an active system
 * route of the virtual network, of a peering or of an endpoint holds the destination, learned routes are left out even if
 * they are more specific. A private endpoint's host route gives way to a user-defined route only as {@link
 * PrivateEndpointAddress} says.
 *
 * <p><i>Does not model:</i> several appliances as next hop of one route (VirtualApplianceEcmp).
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing. What decides if a user-defined route is longer than the
 * system route but shorter than the learned one is not documented; podpath takes the user-defined one.
 */
public final class EffectiveRoutes {

    private static final RoutePrecedence PRECEDENCE = new RoutePrecedence();

    private final SubnetReference subnet;
    private final boolean propagatesLearned;
    private final List<EffectiveRoute> routes;
    private final PrefixTable<EffectiveRoute> active;
    private final PrefixTable<EffectiveRoute> withoutLearned;
    private final PrefixTable<EffectiveRoute> preferred;
    private final PrefixTable<List<EffectiveRoute>> byPrefix;

    private EffectiveRoutes(SubnetReference subnet, RouteSources sources) {
        List<EffectiveRoute> candidates = RouteCandidates.of(sources);
        this.subnet = subnet;
        this.propagatesLearned = sources.propagatesLearned();
        List<EffectiveRoute> standing = candidates.stream()
                .filter(route -> route.state() == EffectiveRoute.State.ACTIVE)
                .toList();
        Map<Cidr, EffectiveRoute> winners = winners(standing);
        this.active = PrefixTable.of(winners);
        this.withoutLearned = PrefixTable.of(winners(
                standing.stream().filter(route -> !route.origin().isLearned()).toList()));
        Map<Cidr, EffectiveRoute> keepingOut = new HashMap<>(winners);
        keepingOut.values().removeIf(route -> !RoutePrecedence.isPreferred(route));
        this.preferred = PrefixTable.of(keepingOut);
        this.routes = candidates.stream()
                .map(route -> route.equals(winners.get(route.addressPrefix())) ? route : route.invalid())
                .toList();
        this.byPrefix = group(routes);
    }

    private static Map<Cidr, EffectiveRoute> winners(List<EffectiveRoute> candidates) {
        Map<Cidr, EffectiveRoute> winners = new HashMap<>();
        for (EffectiveRoute candidate : candidates) {
            winners.merge(
                    candidate.addressPrefix(),
                    candidate,
                    (first, second) -> PRECEDENCE.compare(first, second) >= 0 ? first : second);
        }
        return winners;
    }

    /** The routes of each prefix, the one that counts first. */
    private static PrefixTable<List<EffectiveRoute>> group(List<EffectiveRoute> routes) {
        Map<Cidr, List<EffectiveRoute>> groups = new HashMap<>();
        for (EffectiveRoute route : routes) {
            List<EffectiveRoute> group = groups.computeIfAbsent(route.addressPrefix(), prefix -> new ArrayList<>());
            group.add(route.state() == EffectiveRoute.State.ACTIVE ? 0 : group.size(), route);
        }
        return PrefixTable.of(groups);
    }

    /** Computes the routes of a subnet. */
    public static EffectiveRoutes of(SubnetReference subnet, RouteSources sources) {
        return new EffectiveRoutes(subnet, sources);
    }

    /** The subnet whose routes these are. */
    public SubnetReference subnet() {
        return subnet;
    }

    /** Whether the subnet gets the routes a gateway learned. */
    public boolean propagatesLearned() {
        return propagatesLearned;
    }

    /** All routes, those that do not count included, in the order Azure prints them. */
    public List<EffectiveRoute> list() {
        return routes;
    }

    /** The route that decides for a destination; nothing only for a family without a default route. */
    public Optional<EffectiveRoute> find(IpAddress destination) {
        Optional<EffectiveRoute> best = active.find(destination);
        boolean keptOut = best.isPresent()
                && best.get().origin().isLearned()
                && preferred.find(destination).isPresent();
        return keptOut ? withoutLearned.find(destination) : best;
    }

    /** Routes that hold the destination too but lose against the one that decides, with the reason. */
    public List<ConsideredRule> explainRunnersUp(IpAddress destination) {
        List<ConsideredRule> runnersUp = new ArrayList<>();
        EffectiveRoute winner = find(destination).orElse(null);
        if (winner == null) {
            return runnersUp;
        }
        for (List<EffectiveRoute> group : byPrefix.listMatches(destination)) {
            for (EffectiveRoute route : group) {
                if (!route.equals(winner)) {
                    runnersUp.add(new ConsideredRule(reference(route), because(route, group.get(0), winner)));
                }
            }
        }
        return runnersUp;
    }

    private static String because(EffectiveRoute loser, EffectiveRoute first, EffectiveRoute winner) {
        if (loser.state() == EffectiveRoute.State.INVALID) {
            if (first.state() == EffectiveRoute.State.INVALID) {
                return "network policies of the private endpoint's subnet let a user route take its place";
            }
            return "for the same prefix " + describe(first, loser) + " beats " + describe(loser, first);
        }
        int length = loser.addressPrefix().prefixLength();
        int longest = winner.addressPrefix().prefixLength();
        return length > longest
                ? "a system route of the virtual network or a peering beats a BGP route"
                : "prefix length " + length + " is shorter than " + longest;
    }

    private static String describe(EffectiveRoute route, EffectiveRoute rival) {
        if (route.origin().isLearned() && rival.origin().isLearned()) {
            return route.origin() == RouteOrigin.VPN_GATEWAY ? "a VPN route" : "an ExpressRoute route";
        }
        if (route.origin() == RouteOrigin.USER && rival.origin() == RouteOrigin.USER) {
            return route.serviceTag().isEmpty() ? "an explicit prefix" : "the service tag " + route.serviceTag();
        }
        return "a " + route.origin().word() + " route";
    }

    /** How a step names a route of this subnet. */
    public RuleReference reference(EffectiveRoute route) {
        return new RuleReference("routes of " + subnet, route.toString());
    }
}
