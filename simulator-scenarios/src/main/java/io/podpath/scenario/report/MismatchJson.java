package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.scenario.run.Mismatch;
import java.io.IOException;
import java.util.List;

/** What came out differently, as JSON: the field {@code mismatches} of the object that is open. */
final class MismatchJson {

    private MismatchJson() {}

    static void write(List<Mismatch> mismatches, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("mismatches");
        for (Mismatch mismatch : mismatches) {
            json.writeStartObject();
            json.writeStringField("field", mismatch.field());
            json.writeStringField("expected", mismatch.expected());
            json.writeStringField("happened", mismatch.happened());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
