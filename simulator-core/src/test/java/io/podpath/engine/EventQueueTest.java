package io.podpath.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podpath.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of events, and the clock that follows them. */
class EventQueueTest {

    private final List<String> happened = new ArrayList<>();

    @Test
    void earlierEventsComeFirst() {
        EventQueue queue = new EventQueue();
        queue.schedule(30, () -> happened.add("c"));
        queue.schedule(10, () -> happened.add("a"));
        queue.schedule(20, () -> happened.add("b"));

        drain(queue);

        assertThat(happened).containsExactly("a", "b", "c");
    }

    @Test
    void eventsOfOneMomentKeepTheirOrder() {
        EventQueue queue = new EventQueue();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String name = "event " + i;
            expected.add(name);
            queue.schedule(7, () -> happened.add(name));
        }

        drain(queue);

        assertThat(happened).isEqualTo(expected);
    }

    private static void drain(EventQueue queue) {
        while (queue.size() > 0) {
            queue.poll().orElseThrow().action().run();
        }
    }

    @Test
    void theClockStandsAtTheTimeOfEachEvent() {
        Simulation simulation = new Simulation(new Topology.Builder().build(), new SeededChoices(1));
        List<Long> times = new ArrayList<>();
        simulation.schedule(5, () -> {
            times.add(simulation.clock().nowNanos());
            simulation.schedule(5, () -> times.add(simulation.clock().nowNanos()));
            simulation.schedule(0, () -> times.add(simulation.clock().nowNanos()));
        });
        simulation.schedule(7, () -> times.add(simulation.clock().nowNanos()));

        simulation.run();

        assertThat(times).containsExactly(5L, 5L, 7L, 10L);
    }

    @Test
    void timeDoesNotGoBack() {
        SimulationClock clock = new SimulationClock();
        clock.advanceTo(10);

        assertThatThrownBy(() -> clock.advanceTo(9)).isInstanceOf(IllegalStateException.class);
        assertThat(clock.nowNanos()).isEqualTo(10);
    }
}
