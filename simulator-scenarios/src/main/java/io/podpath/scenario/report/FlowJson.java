package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Flow;
import io.podpath.trace.Hop;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.OpenConnections;
import io.podpath.trace.PacketEvent;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** A flow with its walks, hops, steps and packets as JSON. */
final class FlowJson {

    private final JsonGenerator json;

    FlowJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Flow flow) throws IOException {
        json.writeStartObject();
        json.writeStringField("opening", flow.opening().toString());
        json.writeStringField("outcome", flow.outcome().name());
        Optional<Long> roundTrip = flow.findRoundTripNanos();
        if (roundTrip.isPresent()) {
            json.writeNumberField("roundTripNanos", roundTrip.get());
        }
        writeSpan(flow.duration());
        writeOpenBefore(flow.before());
        json.writeFieldName("forward");
        writeTrace(flow.forward());
        if (flow.reply() != null) {
            json.writeFieldName("reply");
            writeTrace(flow.reply());
        }
        json.writeArrayFieldStart("conversation");
        for (PacketEvent event : flow.conversation()) {
            json.writeStartObject();
            json.writeStringField("direction", event.direction().label());
            json.writeStringField("label", event.label());
            writePacket("sent", event.sent());
            writeEnd(event.end());
            writeSpan(event.duration());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeHttp(flow);
        writeLinked(flow);
        json.writeEndObject();
    }

    private void writeOpenBefore(OpenConnections before) throws IOException {
        if (before.wanted() > 0) {
            json.writeObjectFieldStart("openBefore");
            json.writeNumberField("wanted", before.wanted());
            json.writeNumberField("open", before.open());
            json.writeEndObject();
        }
    }

    private void writeHttp(Flow flow) throws IOException {
        Optional<HttpExchange> found = flow.findHttp();
        if (found.isEmpty()) {
            return;
        }
        HttpExchange exchange = found.get();
        HttpExchange.Answer answer = exchange.answer();
        json.writeObjectFieldStart("http");
        json.writeStringField("request", exchange.request());
        json.writeStringField("server", exchange.server());
        json.writeStringField("forwardedFor", exchange.forwardedFor());
        json.writeArrayFieldStart("steps");
        for (Step step : exchange.steps()) {
            writeStep(step);
        }
        json.writeEndArray();
        json.writeNumberField("status", answer.status());
        json.writeStringField("by", answer.by());
        Optional<Reason> reason = answer.findReason();
        if (reason.isPresent()) {
            json.writeStringField("reason", reason.get().name());
        }
        json.writeStringField("detail", answer.detail());
        json.writeEndObject();
    }

    private void writeLinked(Flow flow) throws IOException {
        if (flow.linked().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("linked");
        for (LinkedFlow linked : flow.linked()) {
            json.writeStartObject();
            json.writeStringField("relation", linked.relation().label());
            json.writeStringField("title", linked.title());
            json.writeStringField("result", linked.result());
            json.writeFieldName("flow");
            write(linked.flow());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void writeTrace(Trace trace) throws IOException {
        json.writeStartObject();
        json.writeStringField("direction", trace.direction().label());
        writeEnd(trace.end());
        writeSpan(trace.duration());
        writePacket("sent", trace.sent());
        writePacket("last", trace.last());
        json.writeArrayFieldStart("hops");
        for (Hop hop : trace.hops()) {
            json.writeStartObject();
            json.writeStringField("element", hop.element());
            json.writeStringField("kind", hop.kind());
            json.writeStringField("inInterface", hop.inInterface());
            json.writeNumberField("arrivalNanos", hop.arrivalNanos());
            json.writeArrayFieldStart("steps");
            for (Step step : hop.steps()) {
                writeStep(step);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeStep(Step step) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", step.kind().label());
        json.writeStringField("action", step.action());
        json.writeNumberField("timeNanos", step.timeNanos());
        writePacket("before", step.before());
        writePacket("after", step.after());
        if (step.matchedRule() != null) {
            writeRule("matchedRule", step.matchedRule());
        }
        if (!step.considered().isEmpty()) {
            json.writeArrayFieldStart("considered");
            for (ConsideredRule considered : step.considered()) {
                json.writeStartObject();
                writeRule("rule", considered.rule());
                json.writeStringField("because", considered.because());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!step.facts().isEmpty()) {
            json.writeArrayFieldStart("facts");
            for (String fact : step.facts()) {
                json.writeString(fact);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeRule(String field, RuleReference rule) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("where", rule.where());
        json.writeStringField("text", rule.text());
        json.writeEndObject();
    }

    private void writeEnd(Trace.End end) throws IOException {
        json.writeObjectFieldStart("end");
        json.writeStringField("disposition", end.disposition().name());
        Optional<Reason> reason = end.findReason();
        if (reason.isPresent()) {
            json.writeStringField("reason", reason.get().name());
        }
        json.writeStringField("element", end.element());
        json.writeStringField("detail", end.detail());
        json.writeEndObject();
    }

    private void writeSpan(Trace.Span span) throws IOException {
        json.writeNumberField("startNanos", span.startNanos());
        json.writeNumberField("endNanos", span.endNanos());
    }

    private void writePacket(String field, Packet packet) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("protocol", packet.protocol().lowerCaseName());
        json.writeStringField("source", PacketText.end(packet, packet.source()));
        json.writeStringField("destination", PacketText.end(packet, packet.destination()));
        if (packet.echoType() != null) {
            json.writeStringField("echoType", packet.echoType().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("identifier", packet.source().port());
        }
        json.writeNumberField("ttlHops", packet.ttlHops());
        json.writeNumberField("lengthBytes", packet.lengthBytes());
        json.writeStringField("mark", packet.mark().toString());
        if (packet.tcpFlags() != null) {
            json.writeStringField("tcpFlags", packet.tcpFlags().toString());
        }
        if (packet.icmpError() != null) {
            IcmpError error = packet.icmpError();
            json.writeObjectFieldStart("icmpError");
            json.writeNumberField("type", error.type());
            json.writeNumberField("code", error.code());
            json.writeStringField("text", error.text());
            json.writeStringField("quoted", error.quoted().toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
