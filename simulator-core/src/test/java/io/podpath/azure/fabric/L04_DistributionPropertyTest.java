package io.podpath.azure.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.podpath.azure.FakeContext;
import io.podpath.azure.Packets;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.LoadBalancingRule.Settings;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.model.FiveTuple;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What each distribution promises, whatever flows come in whatever order. */
class L04_DistributionPropertyTest {

    private static final List<Backend> BACKENDS = List.of(
            new Backend("a", Packets.ip("10.1.1.4")),
            new Backend("b", Packets.ip("10.1.1.5")),
            new Backend("c", Packets.ip("10.1.1.6")));

    /** A rule of all ports takes TCP and UDP, so that the protocol can make a difference. */
    private static LoadBalancer loadBalancer(LoadDistribution distribution) {
        LoadBalancingRule rule = LoadBalancingRule.allPorts("all", Packets.end("10.1.1.200:0"), FloatingIp.ENABLED)
                .with(distribution)
                .with(Settings.OF_SERVICE);
        return new LoadBalancer(new LoadBalancerConfig(
                "lb",
                List.of(new Frontend("f", Packets.ip("10.1.1.200"), Frontend.Scope.INTERNAL)),
                List.of(rule),
                BACKENDS,
                BackendHealth.ALL_UP,
                List.of()));
    }

    private static FakeContext drawing(long seed, int draws) {
        int[] picks = new Random(seed).ints(draws, 0, BACKENDS.size()).toArray();
        return new FakeContext().at(LoadBalancer.VNET).picking(picks);
    }

    @Provide
    Arbitrary<List<Packet>> packets() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(40_000, 40_005),
                        Arbitraries.integers().between(80, 82),
                        Arbitraries.of(Protocol.TCP, Protocol.UDP))
                .as((client, port, called, protocol) -> {
                    Packet packet = Packets.tcp("10.1.2." + client + ":" + port, "10.1.1.200:" + called);
                    return protocol == Protocol.TCP
                            ? packet
                            : Packets.udp("10.1.2." + client + ":" + port, "10.1.1.200:" + called);
                })
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 300)
    void equalKeysGoToOneBackend(
            @ForAll LoadDistribution distribution, @ForAll("packets") List<Packet> packets, @ForAll long seed) {
        LoadBalancer loadBalancer = loadBalancer(distribution);
        FakeContext context = drawing(seed, packets.size());
        Map<Object, String> backendByKey = new HashMap<>();

        for (Packet packet : packets) {
            loadBalancer.process(packet, context);
            String backend = loadBalancer.findBackendNic(packet.tuple()).orElseThrow();
            String before = backendByKey.putIfAbsent(key(packet.tuple(), distribution), backend);
            assertThat(before == null ? backend : before).isEqualTo(backend);
        }
    }

    private static Object key(FiveTuple tuple, LoadDistribution distribution) {
        return switch (distribution) {
            case FIVE_TUPLE -> tuple;
            case SOURCE_IP -> tuple.source().address();
            case SOURCE_IP_PROTOCOL -> List.of(tuple.source().address(), tuple.protocol());
        };
    }

    @Property(tries = 20)
    void flowsAreSpreadEvenly(@ForAll long seed) {
        LoadBalancer loadBalancer = loadBalancer(LoadDistribution.FIVE_TUPLE);
        FakeContext context = drawing(seed, 3_000);
        Map<String, Integer> counts = new HashMap<>();

        for (int port = 20_000; port < 23_000; port++) {
            Packet packet = Packets.tcp("10.1.2.4:" + port, "10.1.1.200:80");
            loadBalancer.process(packet, context);
            counts.merge(loadBalancer.findBackendNic(packet.tuple()).orElseThrow(), 1, Integer::sum);
        }

        assertThat(counts.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isCloseTo(1_000, within(150)));
    }
}
