package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.plan.BatchAllocation;
import io.podpath.plan.LimitUse;
import io.podpath.plan.MostNodes;
import io.podpath.plan.PlanAnswer;
import io.podpath.plan.PlanQuestion.Operation;
import io.podpath.scenario.run.PlanResult;
import java.io.IOException;

/** Answers about addresses and ports as JSON. What podpath cannot know is left out. */
final class PlanJson {

    private final JsonGenerator json;

    PlanJson(JsonGenerator json) {
        this.json = json;
    }

    /** A question of a scenario with what was expected of it. */
    void write(PlanResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", result.expected().name());
        json.writeStringField("model", result.cluster().model().label());
        json.writeBooleanField("asExpected", result.isAsExpected());
        MismatchJson.write(result.mismatches(), json);
        writeAnswer(result.answer());
        writeMostNodes("mostNodes", result.mostNodes());
        json.writeEndObject();
    }

    /** The fields of an answer, into the object that is open. */
    void writeAnswer(PlanAnswer answer) throws IOException {
        json.writeStringField("operation", answer.question().operation() == Operation.UPGRADE ? "upgrade" : "scale");
        json.writeBooleanField("fits", answer.fits());
        json.writeNumberField("nodes", answer.nodes());
        json.writeNumberField("surgeNodes", answer.surgeNodes());
        if (answer.portsPerNode().isPresent()) {
            json.writeNumberField("portsPerNode", answer.portsPerNode().getAsInt());
        }
        json.writeArrayFieldStart("limits");
        for (LimitUse use : answer.uses()) {
            writeUse(use);
        }
        json.writeEndArray();
        if (answer.batches().isPresent()) {
            writeBatches(answer.batches().get());
        }
    }

    /** The greatest cluster, as a field of the object that is open. */
    void writeMostNodes(String name, MostNodes most) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("nodes", most.nodes());
        json.writeStringField("boundBy", most.boundBy().limit().label());
        json.writeStringField("where", most.boundBy().where());
        json.writeEndObject();
    }

    private void writeUse(LimitUse use) throws IOException {
        json.writeStartObject();
        json.writeStringField("limit", use.limit().label());
        json.writeStringField("where", use.where());
        json.writeNumberField("needed", use.needed());
        if (use.available().isPresent()) {
            json.writeNumberField("available", use.available().getAsLong());
        }
        json.writeStringField("unit", use.limit().unit());
        json.writeBooleanField("fits", use.fits());
        json.writeEndObject();
    }

    private void writeBatches(BatchAllocation batches) throws IOException {
        json.writeObjectFieldStart("batches");
        json.writeNumberField("pendingPods", batches.pending());
        json.writeNumberField("idleAddresses", batches.idle());
        json.writeNumberField("leftInSubnet", batches.leftInSubnet());
        json.writeArrayFieldStart("nodes");
        for (BatchAllocation.Share share : batches.shares()) {
            json.writeStartObject();
            json.writeNumberField("pods", share.pods());
            json.writeNumberField("wanted", share.wanted());
            json.writeNumberField("held", share.held());
            json.writeNumberField("pending", share.pending());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
