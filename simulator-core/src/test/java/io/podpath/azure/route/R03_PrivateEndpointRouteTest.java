package io.podpath.azure.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.trace.ConsideredRule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: when a user-defined route takes the place of a private endpoint's host route. */
class R03_PrivateEndpointRouteTest {

    private static final SubnetReference SUBNET = new SubnetReference("spoke", "nodes");
    private static final Cidr HUB = Cidr.parse("10.2.0.0/16");
    private static final IpAddress ENDPOINT = IpAddress.parse("10.2.3.5");

    @ParameterizedTest(name = "policies {0}, user route {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            policies        | user route   | decides      | because
            DISABLED        | 0.0.0.0/0    | 10.2.3.5/32  | prefix length 0 is shorter than 32
            DISABLED        | 10.2.3.0/24  | 10.2.3.5/32  | prefix length 24 is shorter than 32
            DISABLED        | 10.2.3.5/32  | 10.2.3.5/32 user | for the same prefix a user route beats a system route
            SECURITY_GROUPS | 10.2.3.0/24  | 10.2.3.5/32  | prefix length 24 is shorter than 32
            ROUTE_TABLES    | 0.0.0.0/0    | 10.2.3.5/32  | prefix length 0 is shorter than 32
            ROUTE_TABLES    | 10.2.0.0/15  | 10.2.3.5/32  | prefix length 15 is shorter than 32
            ROUTE_TABLES    | 10.2.0.0/16  | 10.2.0.0/16 user | network policies of the private endpoint's subnet let a user route take its place
            ENABLED         | 10.2.3.0/24  | 10.2.3.0/24 user | network policies of the private endpoint's subnet let a user route take its place
            ENABLED         | 10.2.4.0/24  | 10.2.3.5/32  | prefix length 16 is shorter than 32
            """, useHeadersInDisplayName = true)
    void theHostRouteGivesWayOnlyToARouteNoWiderThanTheNetwork(
            PrivateEndpointPolicies policies, String userRoute, String decides, String because) {
        RouteTableSpec table =
                R01_EffectiveRoutesTest.table("t", R01_EffectiveRoutesTest.user("to-firewall", userRoute, "10.2.0.4"));
        EffectiveRoutes routes = EffectiveRoutes.of(
                SUBNET,
                RouteSources.of(List.of(Cidr.parse("10.1.0.0/16")))
                        .withPeered(List.of(new PeeredNetwork("hub", List.of(HUB), true)))
                        .withPrivateEndpoints(List.of(new PrivateEndpointAddress("hub", ENDPOINT, HUB, policies)))
                        .withRouteTable(table));

        assertThat(routes.find(ENDPOINT).orElseThrow().toString()).startsWith(decides);
        assertThat(routes.explainRunnersUp(ENDPOINT))
                .extracting(ConsideredRule::because)
                .contains(because);
    }
}
