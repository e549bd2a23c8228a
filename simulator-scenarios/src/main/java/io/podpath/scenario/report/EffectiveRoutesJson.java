package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.podpath.azure.route.EffectiveRoute;
import io.podpath.azure.route.EffectiveRouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;

/**
 * Effective routes as JSON, in the shape and with the indentation of {@code az network nic show-effective-route-table
 * --output json}.
 *
 * <p><i>Source:</i> Azure REST API, Network Interfaces, Get Effective Route Table; output of the Azure CLI.
 */
public final class EffectiveRoutesJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private EffectiveRoutesJson() {}

    /**
     * Writes the routes, with a line break at the end.
     *
     * @throws UncheckedIOException if the writer fails
     */
    public static void write(EffectiveRouteTable table, Writer writer) {
        try (JsonGenerator json = FACTORY.createGenerator(writer).setPrettyPrinter(printer())) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeNullField("nextLink");
            json.writeArrayFieldStart("value");
            for (EffectiveRouteTable.Row row : table.rows()) {
                write(row, table.propagatesLearned(), json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static DefaultPrettyPrinter printer() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        return printer;
    }

    private static void write(EffectiveRouteTable.Row row, boolean propagatesLearned, JsonGenerator json)
            throws IOException {
        EffectiveRoute route = row.route();
        json.writeStartObject();
        write("addressPrefix", row.prefixes(), json);
        write("destinationServiceTags", route.serviceTag().isEmpty() ? List.of() : List.of(route.serviceTag()), json);
        json.writeBooleanField("disableBgpRoutePropagation", !propagatesLearned);
        json.writeBooleanField("hasBgpOverride", false);
        if (row.userRouteName().isEmpty()) {
            json.writeNullField("name");
        } else {
            json.writeStringField("name", row.userRouteName());
        }
        write("nextHopIpAddress", route.findNextHopIp().stream().toList(), json);
        json.writeStringField("nextHopType", route.nextHopType().text());
        json.writeStringField("source", route.origin().text());
        json.writeStringField("state", route.state().text());
        json.writeObjectFieldStart("tagMap");
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(String name, List<?> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }
}
