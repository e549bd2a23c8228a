package io.podpath.scenario.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.security.EffectiveSecurityGroup;
import io.podpath.azure.security.EffectiveSecurityGroup.Association;
import io.podpath.azure.security.EffectiveSecurityRule;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * The effective security rules of a NIC in the shape of {@code az network nic list-effective-nsg -o json}. Where Azure
 * has the id of a resource, podpath has its name.
 *
 * <p><i>Source:</i> Azure docs, Diagnose a virtual machine network traffic filter problem; REST reference, Network
 * Interfaces - List Effective Network Security Groups.
 */
public final class EffectiveNsgJson {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String ANYWHERE = "0.0.0.0/0";
    private static final String ANY_PORT = "0-65535";

    private final JsonGenerator json;

    private EffectiveNsgJson(JsonGenerator json) {
        this.json = json;
    }

    /** The document, with a line break at the end. */
    public static String of(List<EffectiveSecurityGroup> groups) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            new EffectiveNsgJson(generator).write(groups);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.append('\n').toString();
    }

    private void write(List<EffectiveSecurityGroup> groups) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("value");
        for (EffectiveSecurityGroup group : groups) {
            write(group);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(EffectiveSecurityGroup group) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("association");
        writeReference("networkInterface", group, Association.NETWORK_INTERFACE);
        writeReference("networkManager", group, Association.NETWORK_MANAGER);
        writeReference("subnet", group, Association.SUBNET);
        json.writeEndObject();
        json.writeArrayFieldStart("effectiveSecurityRules");
        for (EffectiveSecurityRule rule : group.rules()) {
            write(rule);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("networkSecurityGroup");
        json.writeStringField("id", group.name());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeReference(String field, EffectiveSecurityGroup group, Association association)
            throws IOException {
        if (group.association() != association) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeStringField("id", group.attachedTo());
        json.writeEndObject();
    }

    private void write(EffectiveSecurityRule effective) throws IOException {
        NsgRule rule = effective.rule();
        json.writeStartObject();
        json.writeStringField("access", rule.access().text());
        writeSide("destination", rule.destination());
        json.writeStringField("direction", rule.direction().text());
        writePrefixes("expandedDestinationAddressPrefix", effective.expandedDestination());
        writePrefixes("expandedSourceAddressPrefix", effective.expandedSource());
        json.writeStringField("name", effective.name());
        json.writeNumberField("priority", rule.priority());
        json.writeStringField(
                "protocol", rule.findProtocol().map(EffectiveNsgJson::spelling).orElse("All"));
        writeSide("source", rule.source());
        json.writeEndObject();
    }

    private static String spelling(Protocol protocol) {
        String name = protocol.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private void writeSide(String side, Side value) throws IOException {
        List<String> prefixes = value.prefixes().stream()
                .map(prefix -> prefix.equals("*") ? ANYWHERE : prefix)
                .toList();
        writeTexts(side + "AddressPrefix", prefixes);
        if (!value.applicationSecurityGroups().isEmpty()) {
            json.writeArrayFieldStart(side + "ApplicationSecurityGroups");
            for (String group : value.applicationSecurityGroups()) {
                json.writeString(group);
            }
            json.writeEndArray();
        }
        List<String> ports = value.ports().isEmpty()
                ? List.of(ANY_PORT)
                : value.ports().stream().map(EffectiveNsgJson::ends).toList();
        writeTexts(side + "PortRange", ports);
    }

    private static String ends(PortRange range) {
        return range.first() + "-" + range.last();
    }

    /** Azure fills both spellings; the singular only if there is one value. */
    private void writeTexts(String singular, List<String> values) throws IOException {
        if (values.size() == 1) {
            json.writeStringField(singular, values.get(0));
        } else {
            json.writeNullField(singular);
        }
        json.writeArrayFieldStart(singular + (singular.endsWith("Prefix") ? "es" : "s"));
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void writePrefixes(String field, List<Cidr> prefixes) throws IOException {
        if (prefixes.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeArrayFieldStart(field);
        for (Cidr prefix : prefixes) {
            json.writeString(prefix.toString());
        }
        json.writeEndArray();
    }
}
