package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.scenario.testing.SampleFlows;
import io.podpath.trace.Trace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample walk is: route, service-dnat, route, nsg, overlay-route, route, deliver. */
class PathPatternTest {

    private static final Trace WALK = SampleFlows.connected().forward();

    @ParameterizedTest
    @CsvSource({
        "route service-dnat, true",
        "service-dnat * deliver, true",
        "* deliver, true",
        "route * route * route, true",
        "service-dnat route nsg overlay-route route deliver, true",
        "service-dnat route hook nsg, true",
        "service-dnat nsg, false",
        "deliver * route, false",
        "route * route * route * route, false",
        "snat, false",
    })
    void patternIsFoundInTheWalk(String pattern, boolean found) {
        assertThat(new PathPattern(List.of(pattern.split(" "))).matches(WALK)).isEqualTo(found);
    }
}
