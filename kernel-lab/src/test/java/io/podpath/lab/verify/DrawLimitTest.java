package io.podpath.lab.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A Service with three endpoints: when may one say that the third is never drawn? */
class DrawLimitTest {

    @Test
    void theOnlyWayIsTakenAtOnce() {
        assertThat(DrawLimit.runs(1, 1)).isEqualTo(1);
    }

    @Test
    void oneOfThreeEndpointsMayHideForLong() {
        int runs = DrawLimit.runs(1.0 / 3, 3);

        assertThat(3 * Math.pow(2.0 / 3, runs)).isLessThanOrEqualTo(1e-9);
        assertThat(3 * Math.pow(2.0 / 3, runs - 1)).isGreaterThan(1e-9);
    }

    @Test
    void theRarerTheLonger() {
        assertThat(DrawLimit.runs(0.01, 100)).isGreaterThan(DrawLimit.runs(0.1, 10));
    }
}
