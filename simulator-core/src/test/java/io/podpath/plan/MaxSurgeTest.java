package io.podpath.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that an upgrade adds. */
class MaxSurgeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 8, 1",
        "5, 8, 5",
        "5, 3, 3",
        "50%, 4, 2",
        "33%, 8, 3",
        "33%, 3, 1",
        "10%, 11, 2",
        "100%, 7, 7",
        "1, 0, 0"
    })
    void aPercentageIsRoundedUpAndNoPoolSurgesBeyondItsSize(String surge, int poolSize, int nodes) {
        assertThat(MaxSurge.tryParse(surge).orElseThrow().nodes(poolSize)).isEqualTo(nodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1", "101%", "half", "1.5", "33 %", "99999"})
    void anythingElseIsNoSurge(String text) {
        assertThat(MaxSurge.tryParse(text)).isEmpty();
    }

    @Test
    void itIsPrintedAsItIsWritten() {
        assertThat(MaxSurge.tryParse("33%").orElseThrow()).hasToString("33%");
        assertThat(MaxSurge.DEFAULT).hasToString("1");
    }
}
