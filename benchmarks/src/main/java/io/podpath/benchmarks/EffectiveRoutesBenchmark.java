package io.podpath.benchmarks;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.route.EffectiveRoute;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.route.PeeredNetwork;
import io.podpath.azure.route.RouteSources;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Looking a destination up in the routes of a subnet with a full route table and a thousand peered ranges. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EffectiveRoutesBenchmark {

    private static final int USER_ROUTES = 400;
    private static final int PEERED_RANGES = 1_000;
    private static final int DESTINATIONS = 1_024;
    private static final IpAddress FIRST_USER = IpAddress.parse("10.244.0.0");
    private static final IpAddress FIRST_PEER = IpAddress.parse("172.16.0.0");
    private static final int SLASH_24 = 256;

    private final IpAddress[] destinations = new IpAddress[DESTINATIONS];
    private EffectiveRoutes routes = EffectiveRoutes.of(new SubnetReference("v", "s"), RouteSources.of(List.of()));
    private int next;

    /** Builds the routes, and destinations of which a third each is a user's, a peer's and on the internet. */
    @Setup
    public void build() {
        IpAddress appliance = IpAddress.parse("10.1.0.4");
        List<UserRoute> users = IntStream.range(0, USER_ROUTES)
                .mapToObj(i -> new UserRoute(
                        "r" + i,
                        Cidr.of(FIRST_USER.plus((long) i * SLASH_24), 24),
                        NextHopType.VIRTUAL_APPLIANCE,
                        appliance))
                .toList();
        List<PeeredNetwork> peers = new ArrayList<>();
        for (int i = 0; i < PEERED_RANGES; i++) {
            Cidr range = Cidr.of(FIRST_PEER.plus((long) i * SLASH_24), 24);
            peers.add(new PeeredNetwork("peer" + i, List.of(range), true));
        }
        routes = EffectiveRoutes.of(
                new SubnetReference("v", "s"),
                RouteSources.of(List.of(Cidr.parse("10.1.0.0/16")))
                        .withPeered(peers)
                        .withRouteTable(RouteTableSpec.of("t", users)));
        for (int i = 0; i < DESTINATIONS; i++) {
            destinations[i] = switch (i % 3) {
                case 0 -> FIRST_USER.plus((long) (i % USER_ROUTES) * SLASH_24 + 7);
                case 1 -> FIRST_PEER.plus((long) (i % PEERED_RANGES) * SLASH_24 + 7);
                default -> IpAddress.parse("8.8.0.0").plus(i);
            };
        }
    }

    /** One look-up. */
    @Benchmark
    public Optional<EffectiveRoute> find() {
        next = (next + 1) % DESTINATIONS;
        return routes.find(destinations[next]);
    }
}
