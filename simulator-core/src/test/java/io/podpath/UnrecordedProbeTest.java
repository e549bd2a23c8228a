package io.podpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.model.Protocol;
import io.podpath.trace.Flow;
import io.podpath.trace.Trace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending a probe without its trace gives the same fate. */
class UnrecordedProbeTest {

    private static final Simulator SIMULATOR = TestNetwork.of(TestNetwork.Model.OVERLAY)
            .pod("client @ node-0")
            .pod("web-1 @ node-0 : 8080")
            .pod("web-2 @ node-1 : 8080")
            .service("web:80 -> web:8080")
            .service("empty:80 -> nobody:8080")
            .simulator();

    @ParameterizedTest
    @CsvSource({
        "SERVICE, web, 80, TCP",
        "SERVICE, empty, 80, TCP",
        "POD, web-2, 8080, UDP",
        "POD, web-2, 9999, TCP",
        "POD, web-2, 0, ICMP",
        "IP, 10.99.0.1, 80, TCP"
    })
    void fateIsThatOfTheRecordedProbe(EndpointReference.Kind kind, String name, String port, Protocol protocol) {
        Probe probe = new Probe(
                "p",
                new EndpointReference(EndpointReference.Kind.POD, "shop", "client", null),
                new EndpointReference(kind, "shop", name, port),
                protocol);

        Flow recorded = SIMULATOR.send(probe);
        Flow unrecorded = SIMULATOR.sendUnrecorded(probe);

        assertThat(recorded.forward().hops()).isNotEmpty();
        assertThat(unrecorded.forward().hops()).isEmpty();
        assertThat(unrecorded.findReply().stream().flatMap(reply -> reply.hops().stream()))
                .isEmpty();
        assertThat(unrecorded.outcome()).isEqualTo(recorded.outcome());
        assertThat(unrecorded.conversation()).isEqualTo(recorded.conversation());
        assertThat(withoutHops(unrecorded.forward())).isEqualTo(withoutHops(recorded.forward()));
    }

    private static Trace withoutHops(Trace trace) {
        return new Trace(trace.direction(), trace.sent(), trace.last(), List.of(), trace.end(), trace.duration());
    }
}
