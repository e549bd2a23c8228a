package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.lint.Finding;
import io.podpath.lint.LintRule;
import io.podpath.lint.LintRules;
import io.podpath.lint.RuleId;
import io.podpath.scenario.lint.InputWarning;
import io.podpath.scenario.lint.LintReport;
import io.podpath.scenario.lint.PlacedFinding;
import io.podpath.scenario.load.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings in the Static Analysis Results Interchange Format, for code scanning.
 *
 * <p>Files are named relative to where podpath was started. A finding keeps its fingerprint when its line moves: it is made
 * of scenario, code, subject and words, and counted up where all four are equal.
 *
 * <p><i>Source:</i> OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
 */
public final class LintSarif {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String BASE = "SRCROOT";

    private final JsonGenerator json;
    private final ArtifactUris uris;
    private final List<RuleId> rules = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private LintSarif(JsonGenerator json, ArtifactUris uris) {
        this.json = json;
        this.uris = uris;
        rules.add(InputWarning.ID);
        LintRules.ALL.stream().map(LintRule::id).forEach(rules::add);
    }

    /**
     * Writes the log, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(List<LintReport> reports, ArtifactUris uris, Writer writer) {
        try (JsonGenerator generator = FACTORY.createGenerator(writer).setPrettyPrinter(new ShallowPrinter())) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new LintSarif(generator, uris).write(reports);
            generator.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(List<LintReport> reports) throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "podpath");
        json.writeArrayFieldStart("rules");
        for (RuleId rule : rules) {
            writeRule(rule);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        for (LintReport report : reports) {
            for (PlacedFinding placed : report.findings()) {
                writeResult(report.scenario(), placed);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeRule(RuleId rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.code());
        json.writeStringField("name", rule.name());
        writeText("shortDescription", rule.title());
        writeText("help", rule.title() + ". What it looks at, and what not: docs/lint.md of podpath, " + rule.code());
        json.writeEndObject();
    }

    private void writeText(String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private void writeResult(String scenario, PlacedFinding placed) throws IOException {
        Finding finding = placed.finding();
        json.writeStartObject();
        json.writeStringField("ruleId", finding.code());
        json.writeNumberField(
                "ruleIndex", rules.stream().map(RuleId::code).toList().indexOf(finding.code()));
        json.writeStringField("level", finding.severity().text());
        String only = placed.variants().isEmpty() ? "" : " (only in " + String.join(", ", placed.variants()) + ")";
        writeText(
                "message",
                finding.what() + only + ". Why: " + finding.advice().why() + ". Fix: "
                        + finding.advice().fix() + ". Source: "
                        + finding.advice().source() + ".");
        json.writeArrayFieldStart("locations");
        writeLocation(placed);
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("podpathFinding/v1", fingerprint(scenario, finding));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeLocation(PlacedFinding placed) throws IOException {
        json.writeStartObject();
        Location location = placed.location();
        if (uris.find(location.file()).isPresent()) {
            json.writeObjectFieldStart("physicalLocation");
            json.writeObjectFieldStart("artifactLocation");
            String uri = uris.find(location.file()).get();
            json.writeStringField("uri", uri);
            if (!uri.startsWith("file:")) {
                json.writeStringField("uriBaseId", BASE);
            }
            json.writeEndObject();
            if (location.line() > 0) {
                json.writeObjectFieldStart("region");
                json.writeNumberField("startLine", location.line());
                json.writeNumberField("startColumn", Math.max(1, location.column()));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeArrayFieldStart("logicalLocations");
        json.writeStartObject();
        json.writeStringField("fullyQualifiedName", placed.finding().subject().toString());
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private String fingerprint(String scenario, Finding finding) {
        String words = scenario + "|" + finding.code() + "|" + finding.subject() + "|" + finding.what();
        return Fingerprint.of(words + "|" + seen.merge(words, 1, Integer::sum));
    }
}
