package io.podpath.scenario.load;

import io.podpath.scenario.load.MappingNode.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the mapping that a person could have written instead, keeping the places of the original. */
final class TreeBuilder {

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Location location;

    TreeBuilder(Location location) {
        this.location = location;
    }

    TreeBuilder put(String name, SourceNode value) {
        fields.put(name, new Field(name, value.location(), value));
        return this;
    }

    TreeBuilder put(String name, Optional<SourceNode> value) {
        value.ifPresent(found -> put(name, found));
        return this;
    }

    TreeBuilder putText(String name, String text, Location place) {
        return text.isEmpty() ? this : put(name, new ScalarNode(ScalarNode.Type.TEXT, text, place));
    }

    TreeBuilder putList(String name, List<? extends SourceNode> items, Location place) {
        return items.isEmpty() ? this : put(name, new SequenceNode(List.copyOf(items), place));
    }

    MappingNode build() {
        return new MappingNode(fields, location);
    }
}
