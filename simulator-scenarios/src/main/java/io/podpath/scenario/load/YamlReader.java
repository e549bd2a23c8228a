package io.podpath.scenario.load;

import io.podpath.scenario.load.MappingNode.Field;
import io.podpath.scenario.load.SourceReader.Trimming;
import io.podpath.scenario.schema.HeavyFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree of a YAML file from the engine's events.
 *
 * <p>Aliases share the node they name, and the size they would expand to is counted, so a small file cannot grow into a
 * huge tree. Merge keys ({@code <<}) work as kubectl reads them. Nothing behind the first syntax error is read.
 *
 * <p><i>Source:</i> YAML 1.2 core schema; merge keys are from YAML 1.1.
 */
final class YamlReader {

    private static final String MERGE_KEY = "<<";
    private static final int MAX_DEPTH = 200;
    private static final long MAX_ALIASED_NODES = 1_000_000;

    private final String file;
    private final String text;
    private final Problems problems;
    private final boolean trim;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private long nodes;
    private long aliasedNodes;
    private boolean aborted;

    private record Anchored(Optional<SourceNode> node, long size) {}

    YamlReader(String file, String text, Problems problems, Trimming trimming) {
        this.file = file;
        this.text = text;
        this.problems = problems;
        this.trim = trimming == Trimming.KUBERNETES;
    }

    /** Hands on every document that is not empty; false if reading ended in an error. */
    boolean read(Consumer<SourceNode> documents) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setUseMarks(true)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            while (events.hasNext() && !aborted) {
                Event event = events.next();
                switch (event.getEventId()) {
                    case DocumentStart -> anchors.clear();
                    case Scalar, SequenceStart, MappingStart, Alias -> {
                        SourceNode document = trim && event instanceof MappingStartEvent mapping
                                ? top(mapping, events, documents)
                                : node(event, events, "", 0);
                        if (!aborted && !document.isNull()) {
                            documents.accept(document);
                        }
                    }
                    default -> {}
                }
            }
        } catch (YamlEngineException e) {
            problems.add(YamlFault.describe(e, file, text));
            return false;
        }
        return !aborted;
    }

    /** A document that is a mapping; the items of a List are handed on here, and null is what remains of it. */
    private SourceNode top(MappingStartEvent start, Iterator<Event> events, Consumer<SourceNode> documents) {
        Map<String, Field> fields = new LinkedHashMap<>();
        boolean streamed = false;
        Event event = events.next();
        while (!aborted && event.getEventId() != Event.ID.MappingEnd) {
            if (event instanceof ScalarEvent key && key.getValue().equals("items")) {
                Event value = events.next();
                if (value instanceof SequenceStartEvent) {
                    streamed = true;
                    handOn(events, documents);
                } else {
                    add(fields, new Field("items", at(key), node(value, events, "items", 1)));
                }
            } else {
                field(event, events, "", 0, fields);
            }
            event = aborted ? event : events.next();
        }
        merge(fields);
        return streamed ? nothing(at(start)) : new MappingNode(fields, at(start));
    }

    private void handOn(Iterator<Event> events, Consumer<SourceNode> documents) {
        Event item = events.next();
        while (!aborted && item.getEventId() != Event.ID.SequenceEnd) {
            SourceNode node = node(item, events, "items", 2);
            if (!aborted) {
                documents.accept(node);
                item = events.next();
            }
        }
    }

    private SourceNode node(Event event, Iterator<Event> events, String parent, int depth) {
        nodes++;
        if (depth > MAX_DEPTH) {
            abort(event, "nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        Optional<Anchor> anchor = anchorOf(event);
        anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.empty(), 0)));
        long before = nodes + aliasedNodes;
        SourceNode node = content(event, events, parent, depth);
        anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.of(node), 1 + nodes + aliasedNodes - before)));
        return node;
    }

    private static Optional<Anchor> anchorOf(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getAnchor();
        }
        if (event instanceof MappingStartEvent mapping) {
            return mapping.getAnchor();
        }
        return event instanceof SequenceStartEvent sequence ? sequence.getAnchor() : Optional.empty();
    }

    private SourceNode content(Event event, Iterator<Event> events, String parent, int depth) {
        if (event instanceof ScalarEvent scalar) {
            return new ScalarNode(YamlScalars.typeOf(scalar), scalar.getValue(), at(event));
        }
        return event instanceof MappingStartEvent
                ? mapping(at(event), events, parent, depth)
                : sequence(at(event), events, parent, depth);
    }

    private SourceNode alias(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null || anchored.node().isEmpty()) {
            abort(
                    alias,
                    "the alias '*" + alias.getAlias().getValue()
                            + (anchored == null ? "' has no anchor before it" : "' refers to itself"));
            return nothing(at(alias));
        }
        aliasedNodes += anchored.size();
        if (aliasedNodes > MAX_ALIASED_NODES) {
            abort(alias, "aliases expand to more than " + MAX_ALIASED_NODES + " values");
        }
        return anchored.node().orElseThrow();
    }

    private SourceNode sequence(Location start, Iterator<Event> events, String parent, int depth) {
        List<SourceNode> items = new ArrayList<>();
        Event event = events.next();
        while (!aborted && event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, events, parent, depth + 1));
            event = aborted ? event : events.next();
        }
        return new SequenceNode(items, start);
    }

    private SourceNode mapping(Location start, Iterator<Event> events, String parent, int depth) {
        Map<String, Field> fields = new LinkedHashMap<>();
        Event event = events.next();
        while (!aborted && event.getEventId() != Event.ID.MappingEnd) {
            field(event, events, parent, depth, fields);
            event = aborted ? event : events.next();
        }
        merge(fields);
        return new MappingNode(fields, start);
    }

    private void field(Event event, Iterator<Event> events, String parent, int depth, Map<String, Field> fields) {
        Location keyLocation = at(event);
        if (!(node(event, events, parent, depth + 1) instanceof ScalarNode key)) {
            abort(event, "a key must be a single word, not a list or mapping");
            return;
        }
        SourceNode value = node(events.next(), events, key.text(), depth + 1);
        add(fields, new Field(key.text(), keyLocation, trimmed(parent, key.text(), value)));
    }

    /** Drops heavy values early; only where no alias can name a part of them. */
    private SourceNode trimmed(String parent, String key, SourceNode value) {
        return trim && anchors.isEmpty() && HeavyFields.isSkipped(parent, key)
                ? new ScalarNode(ScalarNode.Type.SKIPPED, "", value.location())
                : value;
    }

    private void add(Map<String, Field> fields, Field field) {
        Field first = fields.putIfAbsent(field.name(), field);
        if (first != null) {
            problems.error(field.nameLocation(), Texts.duplicateKey(field.name(), first.nameLocation()));
        }
    }

    /** Brings in what {@code <<} names; fields of the mapping itself win. */
    private static void merge(Map<String, Field> fields) {
        Field merged = fields.get(MERGE_KEY);
        if (merged != null && !(merged.value() instanceof ScalarNode)) {
            fields.remove(MERGE_KEY);
            mergeInto(fields, merged.value());
        }
    }

    private static void mergeInto(Map<String, Field> fields, SourceNode value) {
        if (value instanceof MappingNode mapping) {
            mapping.listFields().forEach(field -> fields.putIfAbsent(field.name(), field));
        } else if (value instanceof SequenceNode sequence) {
            sequence.items().forEach(item -> mergeInto(fields, item));
        }
    }

    private void abort(Event event, String message) {
        if (!aborted) {
            problems.error(at(event), message);
            aborted = true;
        }
    }

    private static SourceNode nothing(Location location) {
        return new ScalarNode(ScalarNode.Type.NULL, "", location);
    }

    private Location at(Event event) {
        Optional<Mark> mark = event.getStartMark();
        return mark.map(start -> new Location(file, start.getLine() + 1, start.getColumn() + 1))
                .orElseGet(() -> new Location(file, 0, 1));
    }
}
