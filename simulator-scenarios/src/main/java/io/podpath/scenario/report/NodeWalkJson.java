package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.NodeWalk;
import io.podpath.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** The ways of one packet through the dump of a node as JSON; traces have the shape they have in the result of a run. */
public final class NodeWalkJson {

    /** The version of the shape. */
    public static final String CONTRACT = "podpath/node-walk/v1";

    private static final JsonFactory FACTORY = new JsonFactory();

    private NodeWalkJson() {}

    /**
     * Writes the ways, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(List<NodeWalk.Way> ways, Writer writer) {
        try (JsonGenerator json = FACTORY.createGenerator(writer).setPrettyPrinter(new ShallowPrinter())) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("contract", CONTRACT);
            json.writeArrayFieldStart("ways");
            for (NodeWalk.Way way : ways) {
                write(way, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(NodeWalk.Way way, JsonGenerator json) throws IOException {
        FlowJson traces = new FlowJson(json);
        json.writeStartObject();
        json.writeStringField("probability", way.probability().toString());
        json.writeArrayFieldStart("choices");
        for (String choice : way.choices()) {
            json.writeString(choice);
        }
        json.writeEndArray();
        json.writeFieldName("forward");
        traces.writeTrace(way.walk().forward());
        Optional<Trace> reply = way.walk().findReply();
        if (reply.isPresent()) {
            json.writeFieldName("reply");
            traces.writeTrace(reply.get());
        }
        json.writeEndObject();
    }
}
