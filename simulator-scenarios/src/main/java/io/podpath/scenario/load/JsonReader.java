package io.podpath.scenario.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.podpath.scenario.load.MappingNode.Field;
import io.podpath.scenario.load.SourceReader.Trimming;
import io.podpath.scenario.schema.HeavyFields;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON by streaming.
 *
 * <p>With trimming, the {@code items} of an object at the top are handed on one by one while the rest is still unread:
 * {@code kubectl get -o json} writes {@code kind: List} behind them, so there is no waiting for it.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_TEXT = 64 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .build())
            .build();

    private final SourceFile file;
    private final Problems problems;
    private final boolean trim;
    private Location last;

    JsonReader(SourceFile file, Problems problems, Trimming trimming) {
        this.file = file;
        this.problems = problems;
        this.trim = trimming == Trimming.KUBERNETES;
        this.last = file.whole();
    }

    /** Reads all values of the file; false if it ended in an error. */
    boolean read(Consumer<SourceNode> documents) throws IOException {
        try (InputStream stream = file.open();
                JsonParser parser = FACTORY.createParser(stream)) {
            boolean any = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                any = true;
                if (trim && token == JsonToken.START_OBJECT) {
                    readTop(parser, documents);
                } else {
                    documents.accept(value(parser, ""));
                }
            }
            if (!any) {
                problems.error(file.whole(), "the file is empty");
            }
            return any;
        } catch (StreamConstraintsException e) {
            problems.error(last, "too large or nested deeper than " + MAX_DEPTH + " levels");
            return false;
        } catch (JsonProcessingException e) {
            problems.error(location(e.getLocation()), "not valid JSON: " + firstSentence(e.getOriginalMessage()));
            return false;
        }
    }

    private static String firstSentence(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        // Where an unclosed object started is told in words about the parser's own source object.
        int start = first.indexOf(" (start marker at");
        return start < 0 ? first : first.substring(0, start);
    }

    private void readTop(JsonParser parser, Consumer<SourceNode> documents) throws IOException {
        Location start = here(parser);
        Map<String, Field> fields = new LinkedHashMap<>();
        boolean streamed = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Location nameLocation = here(parser);
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("items")) {
                streamed = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    documents.accept(value(parser, name));
                }
            } else {
                add(fields, new Field(name, nameLocation, fieldValue(parser, "", name)));
            }
        }
        if (!streamed) {
            documents.accept(new MappingNode(fields, start));
        }
    }

    private SourceNode value(JsonParser parser, String parent) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, parent);
            case START_ARRAY -> sequence(parser, parent);
            case VALUE_STRING -> new ScalarNode(ScalarNode.Type.TEXT, parser.getText(), here(parser));
            case VALUE_NUMBER_INT -> new ScalarNode(ScalarNode.Type.INTEGER, parser.getText(), here(parser));
            case VALUE_NUMBER_FLOAT -> new ScalarNode(ScalarNode.Type.DECIMAL, parser.getText(), here(parser));
            case VALUE_TRUE, VALUE_FALSE -> new ScalarNode(ScalarNode.Type.BOOLEAN, parser.getText(), here(parser));
            default -> new ScalarNode(ScalarNode.Type.NULL, "", here(parser));
        };
    }

    private MappingNode mapping(JsonParser parser, String parent) throws IOException {
        Location start = here(parser);
        Map<String, Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Location nameLocation = here(parser);
            parser.nextToken();
            add(fields, new Field(name, nameLocation, fieldValue(parser, parent, name)));
        }
        return new MappingNode(fields, start);
    }

    private SourceNode fieldValue(JsonParser parser, String parent, String name) throws IOException {
        if (trim && HeavyFields.isSkipped(parent, name)) {
            Location start = here(parser);
            parser.skipChildren();
            return new ScalarNode(ScalarNode.Type.SKIPPED, "", start);
        }
        return value(parser, name);
    }

    private void add(Map<String, Field> fields, Field field) {
        Field first = fields.putIfAbsent(field.name(), field);
        if (first != null) {
            problems.error(field.nameLocation(), Texts.duplicateKey(field.name(), first.nameLocation()));
        }
    }

    private SequenceNode sequence(JsonParser parser, String parent) throws IOException {
        Location start = here(parser);
        List<SourceNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, parent));
        }
        return new SequenceNode(items, start);
    }

    private Location here(JsonParser parser) {
        last = location(parser.currentTokenLocation());
        return last;
    }

    private Location location(@Nullable JsonLocation place) {
        if (place == null) {
            return last;
        }
        return new Location(file.name(), place.getLineNr(), Math.max(1, place.getColumnNr()));
    }
}
