package io.podpath.azure.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.ServiceTagRoute;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec.Kind;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Feature: routes of every origin in the rows Azure prints, and what a route table may keep out. */
class R04_EffectiveRouteTableTest {

    private static final SubnetReference SUBNET = new SubnetReference("spoke", "nodes");

    private static List<Cidr> ranges(String... prefixes) {
        return Stream.of(prefixes).map(Cidr::parse).toList();
    }

    private static RouteSources sources(RouteTableSpec table) {
        return RouteSources.of(ranges("10.1.0.0/16"))
                .withPeered(List.of(new PeeredNetwork("hub", ranges("10.2.0.0/16"), true)))
                .withLearned(List.of(
                        R01_EffectiveRoutesTest.learned("hub-vpn", Kind.VPN, "192.168.0.0/16", "172.20.0.0/16"),
                        R01_EffectiveRoutesTest.learned("hub-er", Kind.EXPRESS_ROUTE, "172.20.0.0/16")))
                .withPrivateEndpoints(List.of(new PrivateEndpointAddress(
                        "hub",
                        IpAddress.parse("10.2.3.5"),
                        Cidr.parse("10.2.0.0/16"),
                        PrivateEndpointPolicies.DISABLED)))
                .withServices(new ServiceRanges(
                        Map.of("Microsoft.Sql", ranges("20.61.0.0/16", "20.62.0.0/16")),
                        Map.of("Storage", ranges("20.60.0.0/16", "20.61.0.0/16"))))
                .withRouteTable(table);
    }

    private static final RouteTableSpec TABLE = new RouteTableSpec(
            "t",
            List.of(R01_EffectiveRoutesTest.user("egress", "0.0.0.0/0", "10.2.0.4")),
            List.of(new ServiceTagRoute("storage", "Storage", NextHopType.INTERNET, null)),
            true);

    @Test
    void prefixesOfAServiceStandInOneRow() {
        EffectiveRoutes routes = EffectiveRoutes.of(SUBNET, sources(TABLE));

        assertThat(EffectiveRouteTable.of(routes).toText()).isEqualTo("""
                Source                 State    Address Prefix             Next Hop Type                  Next Hop IP
                ---------------------  -------  -------------------------  -----------------------------  -----------
                Default                Active   10.1.0.0/16                VnetLocal
                Default                Active   10.2.0.0/16                VNetPeering
                Default                Invalid  0.0.0.0/0                  Internet
                VirtualNetworkGateway  Active   192.168.0.0/16             VirtualNetworkGateway
                VirtualNetworkGateway  Invalid  172.20.0.0/16              VirtualNetworkGateway
                VirtualNetworkGateway  Active   172.20.0.0/16              VirtualNetworkGateway
                User                   Active   0.0.0.0/0                  VirtualAppliance               10.2.0.4
                User                   Active   20.60.0.0/16 20.61.0.0/16  Internet
                Default                Invalid  20.61.0.0/16               VirtualNetworkServiceEndpoint
                Default                Active   20.62.0.0/16               VirtualNetworkServiceEndpoint
                Default                Active   10.2.3.5/32                InterfaceEndpoint
                """);
    }

    @Test
    void anExplicitPrefixBeatsAServiceTag() {
        RouteTableSpec both =
                TABLE.withRoutes(List.of(R01_EffectiveRoutesTest.user("explicit", "20.60.0.0/16", "10.2.0.4")));
        EffectiveRoutes routes = EffectiveRoutes.of(SUBNET, sources(both));
        IpAddress storage = IpAddress.parse("20.60.1.1");

        assertThat(routes.find(storage).orElseThrow().name()).isEqualTo("t/explicit");
        assertThat(routes.explainRunnersUp(storage).get(0).because())
                .isEqualTo("for the same prefix an explicit prefix beats the service tag Storage");
    }

    @Test
    void aRegionalTagBeatsATopLevelTagAndThatBeatsAllOfAzure() {
        List<Cidr> prefix = ranges("20.60.0.0/16");
        List<String> tags = List.of("AzureCloud", "AzureCloud.westeurope", "Storage", "Storage.WestEurope");
        RouteTableSpec table = new RouteTableSpec(
                "t",
                List.of(),
                tags.stream()
                        .map(tag -> new ServiceTagRoute("to-" + tag, tag, NextHopType.INTERNET, null))
                        .toList(),
                true);

        for (int known = 1; known <= tags.size(); known++) {
            Map<String, List<Cidr>> given =
                    tags.subList(0, known).stream().collect(Collectors.toMap(tag -> tag, tag -> prefix));
            EffectiveRoutes routes =
                    EffectiveRoutes.of(SUBNET, sources(table).withServices(new ServiceRanges(Map.of(), given)));

            assertThat(routes.find(IpAddress.parse("20.60.1.1")).orElseThrow().serviceTag())
                    .isEqualTo(tags.get(known - 1));
        }
    }

    @Test
    void aTableWithoutPropagationKeepsLearnedRoutesOut() {
        EffectiveRoutes routes = EffectiveRoutes.of(SUBNET, sources(TABLE.withoutPropagation()));

        assertThat(routes.find(IpAddress.parse("192.168.1.1")).orElseThrow())
                .hasToString("0.0.0.0/0 user t/egress -> VirtualAppliance 10.2.0.4");
        assertThat(routes.list()).noneMatch(route -> route.origin().isLearned());
    }
}
