package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.element.Fraction;
import io.podpath.scenario.testing.SampleInputs;
import io.podpath.scenario.testing.SampleNetwork;
import io.podpath.scenario.testing.SampleRuns;
import io.podpath.trace.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways that end alike are counted together, exactly. */
class AlternativeGroupTest {

    @Test
    void equalEndsAreOneGroupAndTheLikeliestComesFirst() {
        SampleNetwork network = new SampleNetwork(SampleInputs.overlay());

        List<AlternativeGroup> groups = AlternativeGroup.group(
                network.sendAll(SampleRuns.expects("web", Outcome.CONNECTED).probe()));

        assertThat(groups)
                .extracting(AlternativeGroup::probability)
                .containsExactly(Fraction.of(2, 3), Fraction.of(1, 3));
        assertThat(groups)
                .extracting(group -> group.result().outcome())
                .containsExactly(Outcome.CONNECTED, Outcome.TIMEOUT);
        assertThat(groups.get(0).members()).hasSize(2);
    }
}
