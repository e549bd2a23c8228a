package io.podpath.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.TcpFlags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Schedulers: who gets the next connection. */
class B01_SchedulerTest {

    private static final String A = "10.244.1.5:8080";
    private static final String B = "10.244.2.6:8080";
    private static final String C = "10.244.3.7:8080";
    private static final String VIP = "10.0.40.80:80";

    private static String server(String scheduler, String... real) {
        return "tcp " + VIP + " " + scheduler + " -> " + String.join(" ", real);
    }

    @Test
    void roundRobinTakesOneAfterTheOther() {
        List<String> servers = DirectorRun.of(server("rr", A, B, C)).connect("10.244.1.9", VIP, 6);

        assertThat(servers.subList(0, 3)).containsExactlyInAnyOrder(A, B, C);
        assertThat(servers.subList(3, 6)).isEqualTo(servers.subList(0, 3));
    }

    @Test
    void whereTheRoundBeginsIsLeftToChance() {
        Set<String> first = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            first.add(DirectorRun.seeded(seed, server("rr", A, B, C))
                    .connect("10.244.1.9", VIP, 1)
                    .get(0));
        }

        assertThat(first).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void serversOfWeightZeroGetNoNewConnections() {
        for (String scheduler : List.of("rr", "wrr", "lc", "wlc", "sed", "nq", "sh", "dh")) {
            assertThat(DirectorRun.of(server(scheduler, A + "*0", B)).connect("10.244.1.9", VIP, 3))
                    .as(scheduler)
                    .containsExactly(B, B, B);
            assertThat(DirectorRun.of(server(scheduler, A + "*0")).connect("10.244.1.9", VIP, 1))
                    .as(scheduler)
                    .containsExactly("nobody");
        }
    }

    @Test
    void weightedRoundRobinKeepsProportions() {
        List<String> servers = DirectorRun.of(server("wrr", A + "*4", B + "*2")).connect("10.244.1.9", VIP, 6);

        assertThat(servers).filteredOn(A::equals).hasSize(4);
        assertThat(servers).filteredOn(B::equals).hasSize(2);
    }

    @Test
    void leastConnectionAvoidsTheBusyServer() {
        DirectorRun run = DirectorRun.of(server("lc", A, B));
        String first = run.send("10.244.1.9:40000", VIP, TcpFlags.SYN);
        String second = run.send("10.244.1.9:40001", VIP, TcpFlags.SYN);
        assertThat(second).isNotEqualTo(first);

        // The first connection ends: an inactive connection weighs 1/256 of an active one.
        run.send("10.244.1.9:40000", VIP, TcpFlags.ACK);
        run.send("10.244.1.9:40000", VIP, TcpFlags.RST);
        assertThat(run.send("10.244.1.9:40002", VIP, TcpFlags.SYN)).isNotEqualTo(second);
    }

    @Test
    void weightedLeastConnectionDividesByTheWeight() {
        List<String> servers = DirectorRun.of(server("wlc", A + "*3", B)).connect("10.244.1.9", VIP, 8);

        assertThat(servers).filteredOn(A::equals).hasSize(6);
        assertThat(servers).filteredOn(B::equals).hasSize(2);
    }

    @Test
    void shortestExpectedDelayCountsTheComingConnection() {
        // With nobody connected: 1/3 against 1/1.
        assertThat(DirectorRun.of(server("sed", A + "*3", B)).connect("10.244.1.9", VIP, 2))
                .containsExactly(A, A);
    }

    @Test
    void neverQueuePrefersAnIdleServer() {
        assertThat(DirectorRun.of(server("nq", A + "*100", B)).connect("10.244.1.9", VIP, 2))
                .containsExactlyInAnyOrder(A, B);
    }

    @Test
    void sourceHashingKeepsAClientAndSpreadsClients() {
        DirectorRun run = DirectorRun.of(server("sh", A, B, C));
        assertThat(new HashSet<>(run.connect("10.244.1.9", VIP, 5))).hasSize(1);

        Set<String> all = new HashSet<>();
        for (int host = 1; host < 60; host++) {
            all.addAll(run.connect("10.244.2." + host, VIP, 1));
        }
        assertThat(all).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void destinationHashingGivesAllConnectionsToOneServer() {
        DirectorRun run = DirectorRun.of(server("dh", A, B, C));
        Set<String> all = new HashSet<>();
        for (int host = 1; host < 20; host++) {
            all.addAll(run.connect("10.244.2." + host, VIP, 1));
        }

        assertThat(all).hasSize(1);
    }
}
