package io.podpath.scenario.redact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Copies JSON field by field; only fields on the list go through, replaced as the list says. */
final class JsonRedactor {

    private static final String WRAPPER = "properties";
    private static final String SELECTOR = "selector";

    private final RedactionFields fields;
    private final ValueRedactor values;
    private final LabelRedactor labels;

    JsonRedactor(RedactionFields fields, ValueRedactor values, LabelRedactor labels) {
        this.fields = fields;
        this.values = values;
        this.labels = labels;
    }

    /** Copies every value of a stream. */
    void copy(JsonParser parser, JsonGenerator out) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                value(parser, out, "", Treatment.OBJECT);
            }
        }
    }

    private void value(JsonParser parser, JsonGenerator out, String field, Treatment treatment) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, out, field, treatment);
            case START_ARRAY -> {
                out.writeStartArray();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    value(parser, out, field, treatment);
                }
                out.writeEndArray();
            }
            default -> scalar(parser, out, treatment);
        }
    }

    /** A text that may not go through becomes null, which counts as absent. */
    private void scalar(JsonParser parser, JsonGenerator out, Treatment treatment) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            Optional<String> replaced = treatment == Treatment.LABEL_KEY
                    ? Optional.of(labels.key(parser.getText()))
                    : values.text(treatment, parser.getText());
            if (replaced.isPresent()) {
                out.writeString(replaced.get());
                return;
            }
        } else if (token.isNumeric() && isPlain(treatment)) {
            out.writeNumber(parser.getText());
            return;
        } else if (token.isBoolean() && isPlain(treatment)) {
            out.writeBoolean(token == JsonToken.VALUE_TRUE);
            return;
        }
        out.writeNull();
    }

    private static boolean isPlain(Treatment treatment) {
        return treatment == Treatment.NUMBER || treatment == Treatment.PORT || treatment == Treatment.WORD;
    }

    private void object(JsonParser parser, JsonGenerator out, String field, Treatment treatment) throws IOException {
        out.writeStartObject();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (treatment) {
                case LABELS -> label(parser, out, name);
                case ANNOTATIONS -> annotation(parser, out, name);
                default -> member(parser, out, field, name);
            }
        }
        out.writeEndObject();
    }

    private void member(JsonParser parser, JsonGenerator out, String parent, String name) throws IOException {
        if (name.equals(WRAPPER) && parser.currentToken() == JsonToken.START_OBJECT) {
            out.writeFieldName(name);
            object(parser, out, parent, Treatment.OBJECT);
            return;
        }
        Optional<Treatment> treatment = fields.find(parent, name);
        if (treatment.isEmpty()) {
            parser.skipChildren();
            return;
        }
        out.writeFieldName(name);
        value(parser, out, name, treatment.get());
    }

    /** A selector holds labels, or lists them under {@code matchLabels}. */
    private void label(JsonParser parser, JsonGenerator out, String key) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            out.writeStringField(labels.key(key), labels.value(parser.getText()));
        } else {
            member(parser, out, SELECTOR, key);
        }
    }

    private void annotation(JsonParser parser, JsonGenerator out, String key) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        Optional<String> value = labels.annotation(key, parser.getText());
        if (value.isPresent()) {
            out.writeStringField(key, value.get());
        }
    }
}
