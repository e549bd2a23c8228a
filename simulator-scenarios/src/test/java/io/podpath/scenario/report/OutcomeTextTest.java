package io.podpath.scenario.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.testing.SampleFlows;
import io.podpath.trace.Flow;
import io.podpath.trace.PacketEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The headline of a connection. */
class OutcomeTextTest {

    @Test
    void connectionThatOpenedAtOnceIsJustConnected() {
        assertThat(OutcomeText.of(SampleFlows.connected())).isEqualTo("CONNECTED");
    }

    @Test
    void connectionThatNeededRetransmissionsSaysSo() {
        Flow flow = SampleFlows.connected();
        PacketEvent first = flow.conversation().get(0);
        List<PacketEvent> events = new ArrayList<>(List.of(first, again(first, 2), again(first, 3)));
        events.addAll(flow.conversation().subList(1, flow.conversation().size()));
        Flow late = new Flow(
                flow.opening(),
                flow.outcome(),
                flow.forward(),
                flow.findReply().orElseThrow(),
                events,
                flow.duration());

        assertThat(OutcomeText.of(late)).isEqualTo("CONNECTED at the 3rd try");
    }

    @Test
    void timeoutDoesNotCountItsTries() {
        assertThat(OutcomeText.of(SampleFlows.denied())).isEqualTo("TIMEOUT");
    }

    private static PacketEvent again(PacketEvent first, int number) {
        return new PacketEvent(
                first.direction(),
                first.label() + " again (" + number + ". try)",
                first.sent(),
                first.end(),
                first.duration());
    }
}
