package io.podpath.scenario.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of fields hold together. */
class FieldTableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pod",
                "Deployment",
                "CronJob",
                "Service",
                "EndpointSlice",
                "NetworkPolicy",
                "Ingress",
                "Gateway",
                "HTTPRoute",
                "ReferenceGrant"
            })
    void everyTypeThatAKindLeadsToIsDescribed(String kind) {
        assertDescribed(FieldTable.kubernetes(), kind, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scenario", "variant"})
    void everyTypeThatAScenarioLeadsToIsDescribed(String type) {
        assertDescribed(FieldTable.scenario(), type, 0);
    }

    @Test
    void heavyFieldsAreNotMistakenForLabels() {
        assertThat(HeavyFields.isSkipped("metadata", "managedFields")).isTrue();
        assertThat(HeavyFields.isSkipped("containers", "env")).isTrue();
        assertThat(HeavyFields.isSkipped("labels", "env")).isFalse();
        assertThat(HeavyFields.isSkipped("annotations", "kubectl.kubernetes.io/last-applied-configuration"))
                .isTrue();
    }

    private static void assertDescribed(FieldTable table, String type, int depth) {
        assertThat(table.knows(type)).as(type).isTrue();
        assertThat(depth).isLessThan(20);
        for (String field : table.fields(type)) {
            table.typeOf(type, field).ifPresent(next -> assertDescribed(table, next, depth + 1));
        }
    }
}
