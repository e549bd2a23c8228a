package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.lab.verify.Difference;
import io.podpath.lab.verify.ProbeVerdict;
import io.podpath.lab.verify.ProbeVerdict.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/** The kernel's verdicts as JSON, one document with the fields always in the same order. */
public final class VerifyJson {

    /** The version of the shape. */
    public static final String CONTRACT = "podpath-verify/v1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private VerifyJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the verdicts, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(List<VerifiedVariant> variants, Writer writer) {
        try (JsonGenerator generator = FACTORY.createGenerator(writer).setPrettyPrinter(new ShallowPrinter())) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new VerifyJson(generator).writeDocument(variants);
            generator.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeDocument(List<VerifiedVariant> variants) throws IOException {
        json.writeStartObject();
        json.writeStringField("contract", CONTRACT);
        json.writeArrayFieldStart("variants");
        for (VerifiedVariant variant : variants) {
            json.writeStartObject();
            json.writeStringField("scenario", variant.scenario());
            json.writeStringField("name", variant.variant());
            json.writeArrayFieldStart("probes");
            for (ProbeVerdict verdict : variant.verdicts()) {
                writeVerdict(verdict);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeVerdict(ProbeVerdict verdict) throws IOException {
        Counts counts = verdict.counts();
        json.writeStartObject();
        json.writeStringField("name", verdict.probe());
        json.writeStringField(
                "judgement", verdict.judgement().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeNumberField("ways", counts.ways());
        json.writeNumberField("waysSeen", counts.waysSeen());
        json.writeNumberField("runs", counts.runs());
        json.writeNumberField("traversals", counts.traversals());
        json.writeNumberField("ruleHits", counts.ruleHits());
        json.writeNumberField("natRewrites", counts.rewrites());
        json.writeNumberField("conntrackEntries", counts.connections());
        json.writeNumberField("droppedBridgeCopies", counts.copies());
        json.writeNumberField("disturbedRuns", counts.disturbed());
        json.writeArrayFieldStart("notJudged");
        for (String words : verdict.listNotJudged()) {
            json.writeString(words);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("differences");
        for (Difference difference : verdict.differences()) {
            json.writeStartObject();
            json.writeStringField("where", difference.where());
            json.writeStringField("what", difference.what());
            json.writeStringField("podpath", difference.podpath());
            json.writeStringField("kernel", difference.kernel());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
