package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.ProbePayload;
import io.podpath.WeightedFlow;
import io.podpath.http.HttpRequest;
import io.podpath.model.IpAddress;
import io.podpath.scenario.run.AddressUse;
import io.podpath.scenario.run.PlanResult;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.RunResult;
import io.podpath.scenario.run.SourceRole;
import io.podpath.scenario.run.VariantResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs as JSON, one document with the fields always in the same order.
 *
 * <p>The shape is published as {@code schema/result.schema.json}; {@link RunResult#CONTRACT} is its version.
 */
public final class JsonReport {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final FlowJson flows;
    private final PlanJson plans;

    private JsonReport(JsonGenerator json) {
        this.json = json;
        this.flows = new FlowJson(json);
        this.plans = new PlanJson(json);
    }

    /**
     * Writes the runs, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(List<RunResult> runs, Writer writer) {
        try (JsonGenerator generator = FACTORY.createGenerator(writer).setPrettyPrinter(new ShallowPrinter())) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new JsonReport(generator).writeDocument(runs);
            generator.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void writeDocument(List<RunResult> runs) throws IOException {
        json.writeStartObject();
        json.writeStringField("contract", RunResult.CONTRACT);
        json.writeArrayFieldStart("runs");
        for (RunResult run : runs) {
            json.writeStartObject();
            json.writeStringField("scenario", run.scenario());
            json.writeStringField("title", run.title());
            json.writeBooleanField("asExpected", run.countUnexpected() == 0);
            json.writeArrayFieldStart("variants");
            for (VariantResult variant : run.variants()) {
                writeVariant(variant);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeVariant(VariantResult variant) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", variant.name());
        json.writeNumberField("seed", variant.seed());
        AddressUse use = variant.addressUse();
        json.writeObjectFieldStart("addressUse");
        json.writeNumberField("vnet", use.vnet());
        json.writeNumberField("podCidr", use.podCidr());
        json.writeNumberField("podsOnVnet", use.podsOnVnet());
        json.writeNumberField("podsOnPodCidr", use.podsOnPodCidr());
        json.writeEndObject();
        json.writeArrayFieldStart("probes");
        for (ProbeResult probe : variant.probes()) {
            writeProbe(probe);
        }
        json.writeEndArray();
        if (!variant.plans().isEmpty()) {
            json.writeArrayFieldStart("plans");
            for (PlanResult plan : variant.plans()) {
                plans.write(plan);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeProbe(ProbeResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", result.expected().probe().name());
        json.writeStringField("from", result.expected().probe().from().toString());
        json.writeStringField("to", result.expected().probe().to().toString());
        json.writeStringField("protocol", result.expected().probe().protocol().lowerCaseName());
        Optional<HttpRequest> request = result.expected().probe().findHttp();
        if (request.isPresent()) {
            json.writeStringField("request", request.get().toString());
        }
        writePayload(result.expected().probe().payload());
        json.writeBooleanField("asExpected", result.isAsExpected());
        MismatchJson.write(result.mismatches(), json);
        json.writeStringField(
                "sourceSeen", SourceRole.addressSeen(result.flow()).toString());
        json.writeObjectFieldStart("addresses");
        for (Map.Entry<IpAddress, String> owner : result.addresses().owners().entrySet()) {
            json.writeStringField(owner.getKey().toString(), owner.getValue());
        }
        json.writeEndObject();
        json.writeFieldName("flow");
        flows.write(result.flow());
        writeAlternatives(result.alternatives());
        json.writeEndObject();
    }

    private void writePayload(ProbePayload payload) throws IOException {
        if (payload.bytes() != null) {
            json.writeNumberField("payloadBytes", payload.bytes());
        }
        if (payload.fragments() != ProbePayload.Fragments.IF_TOO_LONG) {
            json.writeBooleanField("dontFragment", payload.fragments() == ProbePayload.Fragments.NEVER);
        }
    }

    private void writeAlternatives(List<WeightedFlow> alternatives) throws IOException {
        if (alternatives.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("alternatives");
        for (WeightedFlow alternative : alternatives) {
            json.writeStartObject();
            json.writeStringField("probability", alternative.probability().toString());
            json.writeArrayFieldStart("choices");
            for (String choice : alternative.choices()) {
                json.writeString(choice);
            }
            json.writeEndArray();
            json.writeFieldName("flow");
            flows.write(alternative.flow());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
