package io.podpath.lint;

import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.cluster.Subject;
import java.util.List;

/**
 * A route table that no declared subnet names: none of its routes ever decides.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing, section User-defined routes.
 */
final class UnattachedRouteTable implements LintRule {

    private static final RuleId ID =
            new RuleId("PP304", "unattached-route-table", "a route table is attached to no subnet");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        return input.azure().routeTables().stream()
                .filter(table -> !isAttached(table, input))
                .map(table -> ID.finding(
                        Severity.NOTE,
                        Subject.azure("routeTable", table.name()),
                        "route table '" + table.name() + "' is attached to no subnet, so its routes decide nothing",
                        new Advice(
                                "routes count for packets that leave a subnet with the table attached",
                                "name it as routeTable of a subnet, or remove it",
                                "Azure docs, Virtual network traffic routing, User-defined routes")))
                .toList();
    }

    private static boolean isAttached(RouteTableSpec table, LintInput input) {
        return input.azure().virtualNetworks().stream()
                .flatMap(network -> network.subnets().stream())
                .flatMap(subnet -> subnet.settings().findRouteTable().stream())
                .anyMatch(table.name()::equals);
    }
}
