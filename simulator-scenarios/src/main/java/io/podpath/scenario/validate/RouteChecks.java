package io.podpath.scenario.validate;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.ServiceTagRoute;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.route.ServiceEndpoints;
import io.podpath.cluster.Subject;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Routes, and the ranges of services they depend on.
 *
 * <p><i>Source:</i> Azure docs, Virtual network traffic routing; Azure subscription and service limits (routes per table).
 */
final class RouteChecks {

    private static final int MOST_ROUTES = 400;
    private static final int MOST_TAG_ROUTES = 25;

    private final AzureEnvironment azure;
    private final Findings findings;
    private final List<String> knownTags;

    RouteChecks(AzureEnvironment azure, Findings findings) {
        this.azure = azure;
        this.findings = findings;
        this.knownTags = azure.list(ServiceTagSpec.class).stream()
                .map(ServiceTagSpec::name)
                .toList();
    }

    void run() {
        azure.routeTables().forEach(this::checkTable);
        for (VirtualNetworkSpec network : azure.virtualNetworks()) {
            network.subnets().forEach(subnet -> checkServices(network, subnet));
        }
    }

    private void checkTable(RouteTableSpec table) {
        Subject subject = Subject.azure("routeTable", table.name());
        atMost(table.routes().size() + table.serviceTagRoutes().size(), MOST_ROUTES, "routes", subject);
        atMost(table.serviceTagRoutes().size(), MOST_TAG_ROUTES, "routes to service tags", subject);
        Set<String> names = new HashSet<>();
        Stream.concat(
                        table.routes().stream().map(UserRoute::name),
                        table.serviceTagRoutes().stream().map(ServiceTagRoute::name))
                .filter(name -> !names.add(name))
                .forEach(name -> findings.error(
                        subject.part(name), "there are two routes of the name '" + name + "' in " + table.name()));
        Set<Object> destinations = new HashSet<>();
        table.routes().stream()
                .filter(route -> !destinations.add(route.addressPrefix()))
                .forEach(route -> findings.error(
                        subject.part(route.name()), "there are two routes for " + route.addressPrefix()));
        table.serviceTagRoutes().stream()
                .filter(route -> !knownTags.contains(route.serviceTag()))
                .forEach(route -> findings.error(
                        subject.part(route.name()),
                        "podpath does not know what the service tag '" + route.serviceTag()
                                + "' stands for; give its prefixes under azure.serviceTags"
                                + Suggestion.didYouMean(route.serviceTag(), knownTags)));
    }

    private void atMost(int count, int most, String what, Subject subject) {
        if (count > most) {
            findings.warning(subject, count + " " + what + "; Azure takes " + most + " in a table");
        }
    }

    private void checkServices(VirtualNetworkSpec network, SubnetSpec subnet) {
        Subject subject =
                Subject.azure("subnet", network.name() + "/" + subnet.name()).part("serviceEndpoints");
        for (String service : subnet.settings().serviceEndpoints()) {
            Optional<String> tag = ServiceEndpoints.findTag(service);
            if (tag.isEmpty()) {
                findings.warning(
                        subject,
                        "podpath does not know the service '" + service + "'"
                                + Suggestion.didYouMean(service, ServiceEndpoints.listServices()));
            } else if (!knownTags.contains(tag.get())) {
                findings.warning(
                        subject,
                        "the routes of service endpoint '" + service + "' are left out: podpath does not know the"
                                + " prefixes of service tag '" + tag.get() + "'; give them under azure.serviceTags");
            }
        }
    }
}
