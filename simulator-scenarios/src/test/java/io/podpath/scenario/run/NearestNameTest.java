package io.podpath.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suggestions are near, or absent. */
class NearestNameTest {

    private static final List<String> NAMES = List.of("NSG_DENIED", "SVC_NO_ENDPOINTS", "pod/shop/web");

    @ParameterizedTest
    @CsvSource({
        "NSG_DENY, NSG_DENIED",
        "nsg_denied, NSG_DENIED",
        "SVC_NO_ENDPOINT, SVC_NO_ENDPOINTS",
        "web, pod/shop/web",
        "pod/shop/wbe, pod/shop/web",
        "completely-different, none",
    })
    void nearestNameIsSuggestedIfItIsNear(String name, String expected) {
        assertThat(NearestName.find(name, NAMES).orElse("none")).isEqualTo(expected);
    }
}
