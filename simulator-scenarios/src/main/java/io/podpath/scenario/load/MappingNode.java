package io.podpath.scenario.load;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Named values.
 *
 * @param fields the fields by name, in the order of the file
 * @param location where the mapping begins
 */
record MappingNode(Map<String, Field> fields, Location location) implements SourceNode {

    MappingNode {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * One named value.
     *
     * @param name the name
     * @param nameLocation where the name stands
     * @param value the value
     */
    record Field(String name, Location nameLocation, SourceNode value) {}

    /** The value of a field, unless it is absent or null. */
    Optional<SourceNode> find(String name) {
        Field field = fields.get(name);
        return field == null || field.value().isNull() ? Optional.empty() : Optional.of(field.value());
    }

    /** The fields in the order of the file. */
    Collection<Field> listFields() {
        return fields.values();
    }

    /** Where the name of a field stands, or the mapping itself if there is no such field. */
    Location locationOf(String name) {
        Field field = fields.get(name);
        return field == null ? location : field.nameLocation();
    }

    /** The same fields in a mapping that begins elsewhere. */
    MappingNode at(Location other) {
        return new MappingNode(fields, other);
    }

    @Override
    public String describe() {
        return "a mapping";
    }
}
