package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.TestNetwork.Model;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.OpenConnections;
import io.podpath.trace.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A connection beside others that its client keeps open: what the load balancer's slice of ports is for. */
class OpenConnectionsTest {

    private static final int SLICE = 1_024;

    private final Simulator simulator =
            TestNetwork.of(Model.OVERLAY).pod("web @ node-0").simulator();

    private static Probe call(int openBefore) {
        return TestProbes.probe("pod/web -> internet/server:443").withOpenBefore(openBefore);
    }

    @Test
    void theLastPortOfTheSliceIsTaken() {
        Flow flow = simulator.send(call(SLICE - 1));

        assertThat(flow.outcome()).isEqualTo(Outcome.CONNECTED);
        assertThat(flow.before()).isEqualTo(new OpenConnections(SLICE - 1, SLICE - 1));
    }

    @Test
    void thenNoneIsLeftForThatDestination() {
        Flow flow = simulator.send(call(SLICE));

        assertThat(flow.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(flow.forward().disposition()).isEqualTo(Disposition.SNAT_EXHAUSTED);
        assertThat(flow.forward().end().reason()).isEqualTo(AzureLoadBalancerReason.SNAT_PORTS_EXHAUSTED);
    }

    @Test
    void connectionsThatDoNotComeAboutAreNotCountedAsOpen() {
        assertThat(simulator.send(call(SLICE + 76)).before()).isEqualTo(new OpenConnections(SLICE + 76, SLICE));
    }

    /** What the others choose does not multiply the ways. */
    @Test
    void waysAreThoseOfTheConnectionAskedFor() {
        List<WeightedFlow> ways = simulator.sendAll(call(20));

        assertThat(ways).hasSize(simulator.sendAll(call(0)).size());
        assertThat(ways).allMatch(way -> way.flow().before().open() == 20);
    }

    @Test
    void aClientHasOneSourcePortForEachConnection() {
        assertThatThrownBy(() -> call(Probe.MAX_OPEN_BEFORE + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("28232 connections are outside 0-28231");
    }
}
