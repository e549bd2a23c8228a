package io.podpath.azure.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Feature: the effective route equals going through all candidate routes one by one. */
class R02_EffectiveRoutesPropertyTest {

    private static final SubnetReference SUBNET = new SubnetReference("v", "s");
    private static final Cidr NETWORK = Cidr.parse("10.1.0.0/16");
    private static final Cidr PEER = Cidr.parse("10.2.0.0/16");

    @Property
    void equalsGoingThroughAllRoutes(
            @ForAll("prefixes") List<Cidr> userPrefixes,
            @ForAll("prefixes") List<Cidr> learned,
            @ForAll("addresses") IpAddress destination) {
        Map<Cidr, UserRoute> users = new LinkedHashMap<>();
        userPrefixes.forEach(prefix -> users.put(
                prefix, new UserRoute("to-" + prefix, prefix, NextHopType.VIRTUAL_APPLIANCE, NETWORK.network())));
        List<Cidr> gateway = learned.stream().distinct().toList();
        RouteSources sources = new RouteSources(
                List.of(NETWORK),
                Map.of("peer", List.of(PEER)),
                gateway,
                RouteTableSpec.of("t", List.copyOf(users.values())));

        Optional<EffectiveRoute> found = EffectiveRoutes.of(SUBNET, sources).find(destination);

        assertThat(found.map(EffectiveRoute::toString)).contains(naive(users, gateway, destination));
    }

    /** A candidate of the naive evaluation; the rank of its origin breaks ties. */
    private record Candidate(Cidr prefix, int rank, boolean networkOrPeering, String text) {}

    private static String naive(Map<Cidr, UserRoute> users, List<Cidr> learned, IpAddress destination) {
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate(NETWORK, 0, true, NETWORK + " system -> VnetLocal"));
        all.add(new Candidate(PEER, 0, true, PEER + " system peer -> VNetPeering"));
        all.add(new Candidate(Cidr.ANY_IPV4, 0, false, "0.0.0.0/0 system -> Internet"));
        for (String reserved : List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")) {
            all.add(new Candidate(Cidr.parse(reserved), 0, false, reserved + " system -> None"));
        }
        learned.forEach(prefix -> all.add(new Candidate(prefix, 1, false, prefix + " BGP -> VirtualNetworkGateway")));
        users.forEach((prefix, route) -> all.add(new Candidate(
                prefix, 2, false, prefix + " user t/" + route.name() + " -> VirtualAppliance " + NETWORK.network())));
        Candidate best = best(all, destination);
        if (best.rank() == 1) {
            Candidate withoutLearned =
                    best(all.stream().filter(one -> one.rank() != 1).toList(), destination);
            best = withoutLearned.networkOrPeering() ? withoutLearned : best;
        }
        return best.text();
    }

    private static Candidate best(List<Candidate> all, IpAddress destination) {
        Candidate best = null;
        for (Candidate one : all) {
            boolean wins = one.prefix().contains(destination)
                    && (best == null
                            || one.prefix().prefixLength() > best.prefix().prefixLength()
                            || (one.prefix().equals(best.prefix()) && one.rank() > best.rank()));
            best = wins ? one : best;
        }
        if (best == null) {
            throw new AssertionError("the default route holds every address");
        }
        return best;
    }

    @Provide
    Arbitrary<List<Cidr>> prefixes() {
        return addresses()
                .flatMap(
                        address -> Arbitraries.of(0, 8, 12, 15, 16, 20, 24, 32).map(length -> Cidr.of(address, length)))
                .list()
                .ofMaxSize(6);
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
                        "8.8.8.8")
                .map(IpAddress::parse);
    }
}
