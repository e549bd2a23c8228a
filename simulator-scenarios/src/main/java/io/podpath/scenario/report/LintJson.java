package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.lint.Day;
import io.podpath.lint.Finding;
import io.podpath.scenario.lint.LintReport;
import io.podpath.scenario.lint.PlacedFinding;
import io.podpath.scenario.load.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/** Findings as JSON; the shape is published as {@code schema/lint.schema.json}. */
public final class LintJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private LintJson() {}

    /**
     * Writes the document, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(List<LintReport> reports, Day today, Writer writer) {
        try (JsonGenerator json = FACTORY.createGenerator(writer).setPrettyPrinter(new ShallowPrinter())) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("contract", LintReport.CONTRACT);
            json.writeStringField("today", today.toString());
            json.writeArrayFieldStart("scenarios");
            for (LintReport report : reports) {
                json.writeStartObject();
                json.writeStringField("name", report.scenario());
                json.writeArrayFieldStart("findings");
                for (PlacedFinding placed : report.findings()) {
                    write(placed, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(PlacedFinding placed, JsonGenerator json) throws IOException {
        Finding finding = placed.finding();
        Location location = placed.location();
        json.writeStartObject();
        json.writeStringField("code", finding.code());
        json.writeStringField("rule", finding.rule().name());
        json.writeStringField("severity", finding.severity().text());
        json.writeStringField("subject", finding.subject().toString());
        json.writeStringField("what", finding.what());
        json.writeStringField("why", finding.advice().why());
        json.writeStringField("fix", finding.advice().fix());
        json.writeStringField("source", finding.advice().source());
        json.writeStringField("file", location.file());
        json.writeNumberField("line", location.line());
        json.writeNumberField("column", location.column());
        json.writeArrayFieldStart("variants");
        for (String variant : placed.variants()) {
            json.writeString(variant);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
