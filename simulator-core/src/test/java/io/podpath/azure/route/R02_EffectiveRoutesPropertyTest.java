package io.podpath.azure.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.ServiceTagRoute;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec.Kind;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Feature: the effective route equals going through all candidate routes of every origin one by one. */
class R02_EffectiveRoutesPropertyTest {

    private static final SubnetReference SUBNET = new SubnetReference("v", "s");
    private static final Cidr NETWORK = Cidr.parse("10.1.0.0/16");
    private static final Cidr PEER = Cidr.parse("10.2.0.0/16");
    private static final Cidr NETWORK_6 = Cidr.parse("2001:db8:1::/48");
    private static final Cidr PEER_6 = Cidr.parse("2001:db8:2::/48");
    private static final IpAddress APPLIANCE = IpAddress.parse("10.1.0.4");
    private static final IpAddress APPLIANCE_6 = IpAddress.parse("2001:db8:1::4");
    private static final IpAddress ENDPOINT = IpAddress.parse("10.1.16.1");

    /** What differs between two subnets. */
    record Setup(
            List<Cidr> users,
            List<Cidr> tag,
            List<Cidr> vpn,
            List<Cidr> expressRoute,
            List<Cidr> service,
            PrivateEndpointPolicies policies,
            boolean propagates) {

        RouteSources sources() {
            RouteTableSpec table = new RouteTableSpec(
                    "t",
                    users.stream()
                            .map(prefix -> new UserRoute("u", prefix, NextHopType.VIRTUAL_APPLIANCE, appliance(prefix)))
                            .toList(),
                    List.of(new ServiceTagRoute("g", "Storage", NextHopType.INTERNET, null)),
                    propagates);
            return RouteSources.of(List.of(NETWORK, NETWORK_6))
                    .withPeered(List.of(new PeeredNetwork("peer", List.of(PEER, PEER_6), true)))
                    .withLearned(List.of(
                            new LearnedRoutes("vpn", Kind.VPN, vpn),
                            new LearnedRoutes("er", Kind.EXPRESS_ROUTE, expressRoute)))
                    .withPrivateEndpoints(List.of(new PrivateEndpointAddress("v", ENDPOINT, NETWORK, policies)))
                    .withServices(new ServiceRanges(Map.of("Microsoft.Sql", service), Map.of("Storage", tag)))
                    .withRouteTable(table);
        }
    }

    @Property(tries = 3000)
    void equalsGoingThroughAllRoutes(@ForAll("setups") Setup setup, @ForAll("addresses") IpAddress destination) {
        EffectiveRoutes routes = EffectiveRoutes.of(SUBNET, setup.sources());

        Candidate expected = naive(setup, destination);
        assertThat(routes.find(destination).map(EffectiveRoute::toString)).contains(expected.text());
        Statistics.collect(destination.family(), expected.origin());
        Statistics.coverage(checker -> {
            for (IpFamily family : IpFamily.values()) {
                for (Origin origin : Origin.values()) {
                    checker.check(family, origin).count(count -> count > 5);
                }
            }
        });
    }

    @Property
    void exactlyOneRouteOfAPrefixCountsUnlessAnEndpointGaveWay(@ForAll("setups") Setup setup) {
        EffectiveRoutes routes = EffectiveRoutes.of(SUBNET, setup.sources());

        for (EffectiveRoute route : routes.list()) {
            List<EffectiveRoute> ofPrefix = routes.list().stream()
                    .filter(other -> other.addressPrefix().equals(route.addressPrefix()))
                    .toList();
            boolean onlyEndpoint =
                    ofPrefix.stream().allMatch(other -> other.nextHopType() == NextHopType.INTERFACE_ENDPOINT);
            assertThat(ofPrefix)
                    .filteredOn(other -> other.state() == EffectiveRoute.State.ACTIVE)
                    .hasSizeBetween(onlyEndpoint ? 0 : 1, 1);
        }
    }

    /** Next hops have the family of their route. */
    private static IpAddress appliance(Cidr prefix) {
        return prefix.family() == IpFamily.IPV4 ? APPLIANCE : APPLIANCE_6;
    }

    /** Origins from weak to strong; the names say what a tie is decided by. */
    private enum Origin {
        SYSTEM,
        LEARNED_BY_VPN,
        LEARNED_BY_EXPRESS_ROUTE,
        PREFERRED_SYSTEM,
        USER_TAG,
        USER
    }

    private record Candidate(Cidr prefix, Origin origin, String text) {

        boolean isLearned() {
            return origin == Origin.LEARNED_BY_VPN || origin == Origin.LEARNED_BY_EXPRESS_ROUTE;
        }
    }

    private static Candidate naive(Setup setup, IpAddress destination) {
        List<Candidate> matching = candidates(setup).stream()
                .filter(candidate -> candidate.prefix().contains(destination))
                .toList();
        boolean keepsLearnedOut = matching.stream()
                .filter(candidate -> candidate.origin() == Origin.PREFERRED_SYSTEM)
                .anyMatch(system -> matching.stream()
                        .noneMatch(other -> other.prefix().equals(system.prefix())
                                && other.origin().compareTo(Origin.PREFERRED_SYSTEM) > 0));
        return matching.stream()
                .filter(candidate -> !keepsLearnedOut || !candidate.isLearned())
                .max(Comparator.comparing(
                                (Candidate candidate) -> candidate.prefix().prefixLength())
                        .thenComparing(Candidate::origin))
                .orElseThrow();
    }

    private static List<Candidate> candidates(Setup setup) {
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate(NETWORK, Origin.PREFERRED_SYSTEM, NETWORK + " system -> VnetLocal"));
        all.add(new Candidate(PEER, Origin.PREFERRED_SYSTEM, PEER + " system peer -> VNetPeering"));
        all.add(new Candidate(NETWORK_6, Origin.PREFERRED_SYSTEM, NETWORK_6 + " system -> VnetLocal"));
        all.add(new Candidate(PEER_6, Origin.PREFERRED_SYSTEM, PEER_6 + " system peer -> VNetPeering"));
        all.add(new Candidate(Cidr.ANY_IPV4, Origin.SYSTEM, "0.0.0.0/0 system -> Internet"));
        all.add(new Candidate(Cidr.ANY_IPV6, Origin.SYSTEM, "::/0 system -> Internet"));
        if (!setup.users().contains(Cidr.ANY_IPV4)) {
            for (String reserved : List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")) {
                all.add(new Candidate(Cidr.parse(reserved), Origin.SYSTEM, reserved + " system -> None"));
            }
        }
        if (setup.propagates()) {
            setup.vpn()
                    .forEach(prefix -> all.add(new Candidate(
                            prefix, Origin.LEARNED_BY_VPN, prefix + " BGP vpn -> VirtualNetworkGateway")));
            setup.expressRoute()
                    .forEach(prefix -> all.add(new Candidate(
                            prefix, Origin.LEARNED_BY_EXPRESS_ROUTE, prefix + " BGP er -> VirtualNetworkGateway")));
        }
        setup.service()
                .forEach(prefix -> all.add(new Candidate(
                        prefix,
                        Origin.PREFERRED_SYSTEM,
                        prefix + " system Microsoft.Sql -> VirtualNetworkServiceEndpoint")));
        setup.tag()
                .forEach(prefix ->
                        all.add(new Candidate(prefix, Origin.USER_TAG, prefix + " (Storage) user t/g -> Internet")));
        setup.users()
                .forEach(prefix -> all.add(new Candidate(
                        prefix, Origin.USER, prefix + " user t/u -> VirtualAppliance " + appliance(prefix))));
        boolean givesWay = (setup.policies() == PrivateEndpointPolicies.ENABLED
                        || setup.policies() == PrivateEndpointPolicies.ROUTE_TABLES)
                && setup.users().stream().anyMatch(prefix -> prefix.contains(ENDPOINT) && prefix.prefixLength() >= 16);
        if (!givesWay) {
            all.add(new Candidate(
                    Cidr.host(ENDPOINT), Origin.PREFERRED_SYSTEM, ENDPOINT + "/32 system v -> InterfaceEndpoint"));
        }
        return all;
    }

    @Provide
    Arbitrary<Setup> setups() {
        Arbitrary<List<Cidr>> prefixes = prefixes();
        Arbitrary<List<Cidr>> publicPrefixes = Arbitraries.of(
                        "8.0.0.0/8", "8.8.0.0/16", "8.8.8.0/24", "2600::/16", "2600:8::/32")
                .map(Cidr::parse)
                .list()
                .uniqueElements();
        return Combinators.combine(
                        prefixes,
                        publicPrefixes,
                        prefixes,
                        prefixes,
                        publicPrefixes,
                        Arbitraries.of(PrivateEndpointPolicies.class),
                        Arbitraries.of(true, false))
                .as(Setup::new);
    }

    private Arbitrary<List<Cidr>> prefixes() {
        return addresses()
                .flatMap(address -> lengths(address.family()).map(length -> Cidr.of(address, length)))
                .list()
                .uniqueElements()
                .ofMaxSize(6);
    }

    private static Arbitrary<Integer> lengths(IpFamily family) {
        return family == IpFamily.IPV4
                ? Arbitraries.of(0, 8, 12, 15, 16, 20, 24, 32)
                : Arbitraries.of(0, 16, 32, 40, 48, 56, 64, 128);
    }

    @Provide
    Arbitrary<IpAddress> addresses() {
        return Arbitraries.of(
                        "10.1.0.1",
                        "10.1.16.1",
                        "10.2.0.1",
                        "10.2.16.1",
                        "10.3.0.1",
                        "172.16.0.1",
                        "192.168.0.1",
                        "100.64.0.1",
                        "8.8.8.8",
                        "2001:db8:1::1",
                        "2001:db8:1:16::1",
                        "2001:db8:2::1",
                        "2001:db8:3::1",
                        "2600:8::8")
                .map(IpAddress::parse);
    }
}
