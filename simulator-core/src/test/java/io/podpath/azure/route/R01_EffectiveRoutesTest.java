package io.podpath.azure.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec.Kind;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.trace.ConsideredRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: which route of a subnet decides. */
public class R01_EffectiveRoutesTest {

    private static final SubnetReference SUBNET = new SubnetReference("aks-vnet", "aks-subnet");

    private final EffectiveRoutes routes = EffectiveRoutes.of(
            SUBNET,
            RouteSources.of(List.of(Cidr.parse("10.1.0.0/16")))
                    .withPeered(List.of(new PeeredNetwork("hub", List.of(Cidr.parse("10.2.0.0/16")), true)))
                    .withLearned(List.of(learned("hub-vpn", Kind.VPN, "10.1.7.0/24", "192.168.0.0/16", "10.9.0.0/16")))
                    .withRouteTable(table(
                            "aks-routes",
                            user("egress", "0.0.0.0/0", "10.2.0.4"),
                            user("node-1", "10.244.1.0/24", "10.1.1.5"),
                            user("on-prem", "192.168.0.0/16", "10.2.0.4"),
                            new UserRoute("sink", Cidr.parse("10.1.9.0/24"), NextHopType.NONE, null))));

    static LearnedRoutes learned(String gateway, Kind kind, String... prefixes) {
        return new LearnedRoutes(
                gateway, kind, Stream.of(prefixes).map(Cidr::parse).toList());
    }

    public static UserRoute user(String name, String prefix, String nextHop) {
        return new UserRoute(name, Cidr.parse(prefix), NextHopType.VIRTUAL_APPLIANCE, IpAddress.parse(nextHop));
    }

    public static RouteTableSpec table(String name, UserRoute... routes) {
        return RouteTableSpec.of(name, List.of(routes));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            destination  | route
            10.1.3.3     | 10.1.0.0/16 system -> VnetLocal
            10.1.9.9     | 10.1.9.0/24 user aks-routes/sink -> None
            10.2.3.3     | 10.2.0.0/16 system hub -> VNetPeering
            10.1.7.7     | 10.1.0.0/16 system -> VnetLocal
            10.9.1.1     | 10.9.0.0/16 BGP hub-vpn -> VirtualNetworkGateway
            192.168.5.5  | 192.168.0.0/16 user aks-routes/on-prem -> VirtualAppliance 10.2.0.4
            10.244.1.7   | 10.244.1.0/24 user aks-routes/node-1 -> VirtualAppliance 10.1.1.5
            10.244.2.7   | 0.0.0.0/0 user aks-routes/egress -> VirtualAppliance 10.2.0.4
            100.64.1.1   | 0.0.0.0/0 user aks-routes/egress -> VirtualAppliance 10.2.0.4
            8.8.8.8      | 0.0.0.0/0 user aks-routes/egress -> VirtualAppliance 10.2.0.4
            """, useHeadersInDisplayName = true)
    void longestPrefixThenOriginDecides(String destination, String expected) {
        assertThat(routes.find(IpAddress.parse(destination)).orElseThrow()).hasToString(expected);
    }

    @Test
    void check16RouteOfThePodPrefixBeatsTheDefaultRouteToTheFirewall() {
        EffectiveRoute route = routes.find(IpAddress.parse("10.244.1.9")).orElseThrow();
        List<ConsideredRule> considered = routes.explainRunnersUp(IpAddress.parse("10.244.1.9"));

        assertThat(route.name()).isEqualTo("aks-routes/node-1");
        assertThat(considered)
                .extracting(rule -> rule.rule().text(), ConsideredRule::because)
                .contains(tuple(
                        "0.0.0.0/0 user aks-routes/egress -> VirtualAppliance 10.2.0.4",
                        "prefix length 0 is shorter than 24"));
    }

    @Test
    void runnersUpSayWhyTheyLost() {
        assertThat(routes.explainRunnersUp(IpAddress.parse("192.168.1.1")))
                .extracting(ConsideredRule::because)
                .containsExactly(
                        "for the same prefix a user route beats a BGP route",
                        "prefix length 0 is shorter than 16",
                        "for the same prefix a user route beats a system route");
        assertThat(routes.explainRunnersUp(IpAddress.parse("10.1.7.7")))
                .extracting(ConsideredRule::because)
                .startsWith("a system route of the virtual network or a peering beats a BGP route");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"10.244.2.7, 10.0.0.0/8", "172.20.0.1, 172.16.0.0/12", "100.64.1.1, 100.64.0.0/10"})
    void privateRangesLeadNowhereWithoutADefaultRouteOfOnesOwn(String destination, String prefix) {
        EffectiveRoutes plain = EffectiveRoutes.of(
                SUBNET,
                RouteSources.of(List.of(Cidr.parse("10.1.0.0/16")))
                        .withRouteTable(table("t", user("node-1", "10.244.1.0/24", "10.1.1.5"))));

        assertThat(plain.find(IpAddress.parse(destination)).orElseThrow()).hasToString(prefix + " system -> None");
    }

    @Test
    void rangeInUseAsAWholeHasNoRouteToNowhere() {
        EffectiveRoutes whole = EffectiveRoutes.of(SUBNET, RouteSources.of(List.of(Cidr.parse("10.0.0.0/8"))));

        assertThat(whole.list())
                .filteredOn(route -> route.addressPrefix().equals(Cidr.parse("10.0.0.0/8")))
                .singleElement()
                .hasToString("10.0.0.0/8 system -> VnetLocal");
    }

    @Test
    void tableHasTheShapeOfTheCommandLine() {
        EffectiveRoutes small = EffectiveRoutes.of(
                SUBNET,
                RouteSources.of(List.of(Cidr.parse("10.1.0.0/16")))
                        .withRouteTable(table("t", user("egress", "0.0.0.0/0", "10.2.0.4"))));

        assertThat(EffectiveRouteTable.of(small).toText()).isEqualTo("""
                Source   State    Address Prefix  Next Hop Type     Next Hop IP
                -------  -------  --------------  ----------------  -----------
                Default  Active   10.1.0.0/16     VnetLocal
                Default  Invalid  0.0.0.0/0       Internet
                User     Active   0.0.0.0/0       VirtualAppliance  10.2.0.4
                """);
    }

    @Test
    void check18PeeringCountsOnlyWhenBothSidesNameEachOther() {
        VirtualNetworkSpec a = network("a", "10.1.0.0/16", "b");
        VirtualNetworkSpec b = network("b", "10.2.0.0/16", "a", "c");
        VirtualNetworkSpec c = network("c", "10.3.0.0/16", "b");
        VirtualNetworkSpec oneSided = network("d", "10.4.0.0/16", "a");
        List<VirtualNetworkSpec> all = new ArrayList<>(List.of(a, b, c, oneSided));

        Connectivity connectivity = new Connectivity(all, AzureEnvironment.EMPTY);

        assertThat(connectivity.listPeers(a)).containsExactly(b);
        assertThat(connectivity.listPeers(b)).containsExactly(a, c);
        assertThat(connectivity.listPeers(oneSided)).isEmpty();
    }

    private static VirtualNetworkSpec network(String name, String prefix, String... peers) {
        return new VirtualNetworkSpec(
                name,
                List.of(Cidr.parse(prefix)),
                List.of(),
                Stream.of(peers).map(PeeringSpec::to).toList());
    }
}
