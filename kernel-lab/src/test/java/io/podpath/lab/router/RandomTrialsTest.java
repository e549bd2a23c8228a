package io.podpath.lab.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podpath.lab.kernel.LabTools;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounded run of the differential fuzzer. */
class RandomTrialsTest {

    private static final int TRIALS = 25;

    @ParameterizedTest
    @EnumSource
    void aSeedMakesTheSameTrialAgain(IpFamily family) {
        assertThat(RandomTrials.trial(family, 7)).isEqualTo(RandomTrials.trial(family, 7));
        assertThat(RandomTrials.trial(family, 7)).isNotEqualTo(RandomTrials.trial(family, 8));
    }

    /** Whatever the generator makes, podpath's reader reads. */
    @ParameterizedTest
    @EnumSource
    void podpathReadsEveryRandomRuleSet(IpFamily family) {
        for (long seed = 0; seed < 500; seed++) {
            assertThat(RandomTrials.trial(family, seed).rules().compile()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void kernelAndPodpathAgreeOnRandomRules(IpFamily family) {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        List<String> differences = new ArrayList<>();

        try (RouterLab lab = new RouterLab(family)) {
            RandomTrials.Totals totals = new RandomTrials(lab)
                    .run(
                            1,
                            TRIALS,
                            difference -> differences.add("seed " + difference.seed() + ": " + difference.text()));

            assertThat(totals.packets()).isGreaterThan(TRIALS * 10);
            assertThat(totals.differences()).as(differences.toString()).isZero();
        }
    }

    /** The judge sees a lie: podpath is given other rules than the kernel. */
    @Test
    void aRuleThatOnlyOneOfThemHasIsFound() {
        Optional<String> obstacle = LabTools.findObstacle();
        assumeTrue(obstacle.isEmpty(), "the kernel is not asked here: " + obstacle.orElse(""));
        LabPacket packet = new LabPacket(LabHost.CLIENT, "udp", "10.201.1.2", 2000, "10.202.1.2", 53);

        try (RouterLab lab = new RouterLab(IpFamily.IPV4)) {
            RouterPair routers = new RouterPair(lab, RouterRules.of("filter FORWARD -p udp -j ACCEPT"));
            lab.change(RouterRules.of("filter FORWARD -p tcp -j ACCEPT"));

            assertThat(routers.send(packet)).isPresent();
        }
    }
}
