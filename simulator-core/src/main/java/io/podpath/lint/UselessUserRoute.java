package io.podpath.lint;

import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.route.EffectiveRoute;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.route.RouteOrigin;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A user-defined route that never decides: another route for the same prefix takes its place, or longer prefixes together
 * hold everything it holds.
 *
 * <p>A route counts only if that is so in all subnets with machines that its table is attached to. Learned routes are left
 * out of account, since they come and go.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing, section How Azure selects a route.
 */
final class UselessUserRoute implements LintRule {

    private static final RuleId ID =
            new RuleId("PP303", "useless-user-route", "a user-defined route loses to other routes for all it holds");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Finding> findings = new ArrayList<>();
        for (RouteTableSpec table : input.azure().routeTables()) {
            for (UserRoute route : table.routes()) {
                String name = table.name() + "/" + route.name();
                List<Optional<String>> winners = input.network().routesByNic().values().stream()
                        .flatMap(routes -> find(routes, name).stream().map(found -> winner(found, routes)))
                        .toList();
                if (!winners.isEmpty() && winners.stream().allMatch(Optional::isPresent)) {
                    findings.add(finding(table, route, winners.get(0).orElseThrow()));
                }
            }
        }
        return findings;
    }

    private static Optional<EffectiveRoute> find(EffectiveRoutes routes, String name) {
        return routes.list().stream()
                .filter(route ->
                        route.origin() == RouteOrigin.USER && route.name().equals(name))
                .findFirst();
    }

    /** Who decides in its place. */
    private static Optional<String> winner(EffectiveRoute route, EffectiveRoutes routes) {
        Cidr prefix = route.addressPrefix();
        if (route.state() == EffectiveRoute.State.INVALID) {
            return routes.list().stream()
                    .filter(other -> other.state() == EffectiveRoute.State.ACTIVE
                            && other.addressPrefix().equals(prefix))
                    .findFirst()
                    .map(other -> other + " takes its place");
        }
        List<EffectiveRoute> longer = routes.list().stream()
                .filter(other -> other.state() == EffectiveRoute.State.ACTIVE
                        && !other.origin().isLearned()
                        && prefix.contains(other.addressPrefix())
                        && !other.equals(route))
                .toList();
        boolean isCovered = prefix.isCoveredBy(
                longer.stream().map(EffectiveRoute::addressPrefix).toList());
        return isCovered
                ? Optional.of(longer.stream().map(EffectiveRoute::toString).collect(Collectors.joining(", "))
                        + (longer.size() == 1 ? " holds" : " together hold") + " all of it")
                : Optional.empty();
    }

    private static Finding finding(RouteTableSpec table, UserRoute route, String winner) {
        return ID.finding(
                Severity.WARNING,
                Subject.azure("routeTable", table.name()).part(route.name()),
                "route '" + route.name() + "' (" + route.addressPrefix() + ") of '" + table.name() + "' never decides: "
                        + winner,
                new Advice(
                        "the longest prefix wins; for the same prefix a user-defined route beats a learned one, and that a"
                                + " route of the system",
                        "remove it, or give it a prefix longer than those that win",
                        "Azure docs, Virtual network traffic routing, How Azure selects a route"));
    }
}
