package io.podpath.lint;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.route.EffectiveRoute;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.cluster.Subject;
import io.podpath.cni.NodePlan;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A public load-balanced Service in a subnet whose default route leads to an appliance, to a gateway or nowhere: requests
 * come in through the load balancer, answers leave by the default route, and whatever stands there never saw the request.
 *
 * <p>Silent if all source ranges of the Service have routes to the internet of their own. A note if there are any such
 * routes: for clients in them the way is the same in both directions, as in the documented remedy.
 *
 * <p><i>Source:</i> Azure docs, Integrate Azure Firewall with Azure Standard Load Balancer; Limit network traffic with
 * Azure Firewall in AKS; AKS issue 3700.
 */
final class PublicServiceBehindDefaultRoute implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP302",
            "public-service-behind-default-route",
            "answers of a public Service leave by a default route that never saw the request");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<SubnetReference, List<NodePlan>> entry :
                NodeGroups.backends(input).entrySet()) {
            String nic = entry.getValue().get(0).name();
            Optional.ofNullable(input.network().routesByNic().get(nic))
                    .flatMap(routes -> defaultRoute(routes)
                            .flatMap(route -> finding(entry.getKey(), route, excepted(routes), input)))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    /** The route for everything, or for one half of it, if it does not lead straight to the internet. */
    private static Optional<EffectiveRoute> defaultRoute(EffectiveRoutes routes) {
        return routes.list().stream()
                .filter(route -> route.state() == EffectiveRoute.State.ACTIVE)
                .filter(route -> route.addressPrefix().family() == IpFamily.IPV4)
                .filter(route -> route.addressPrefix().prefixLength() <= 1)
                .filter(route -> route.nextHopType() != NextHopType.INTERNET)
                .findFirst();
    }

    private static List<Cidr> excepted(EffectiveRoutes routes) {
        return routes.list().stream()
                .filter(route -> route.state() == EffectiveRoute.State.ACTIVE)
                .filter(route -> route.addressPrefix().prefixLength() > 1)
                .filter(route -> route.nextHopType() == NextHopType.INTERNET)
                .map(EffectiveRoute::addressPrefix)
                .toList();
    }

    private static Optional<Finding> finding(
            SubnetReference subnet, EffectiveRoute route, List<Cidr> excepted, LintInput input) {
        List<String> services = LoadBalancedPort.list(input).stream()
                .filter(port -> !port.isInternal())
                .filter(port -> port.sourceRanges().isEmpty()
                        || !port.sourceRanges().stream().allMatch(range -> range.isCoveredBy(excepted)))
                .map(port -> port.service().name().toString())
                .distinct()
                .toList();
        if (services.isEmpty()) {
            return Optional.empty();
        }
        String hop = route.nextHopType().text()
                + route.findNextHopIp().map(address -> " " + address).orElse("");
        String exceptions = excepted.isEmpty()
                ? ""
                : ", except to "
                        + Words.list(excepted.stream().map(Cidr::toString).toList());
        return Optional.of(ID.finding(
                excepted.isEmpty() ? Severity.ERROR : Severity.NOTE,
                Subject.azure("subnet", subnet.toString()).part("routeTable"),
                "answers of public " + Words.list("Service", services) + " leave subnet " + subnet + " by "
                        + route.addressPrefix() + " -> " + hop + exceptions,
                new Advice(
                        "a request comes in through the load balancer, which keeps the client's address; the answer"
                                + " follows the default route to a firewall that has no session for it and drops it",
                        "let clients in through the firewall to an internal load balancer (DNAT), or, with a public one"
                                + " behind the firewall, route the firewall's public address to the internet",
                        "Azure docs, Integrate Azure Firewall with Azure Standard Load Balancer; AKS issue 3700")));
    }
}
