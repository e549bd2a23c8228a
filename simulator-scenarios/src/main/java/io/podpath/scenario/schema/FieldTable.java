package io.podpath.scenario.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields each type of input object has, and the types of those whose own fields are known too.
 *
 * <p>The tables are text: {@code Type: field field:TypeOfField ...}. A field without a type is known but not looked
 * into. The field {@code *} stands for every name.
 */
public final class FieldTable {

    private static final String ANY = "*";
    private static final FieldTable KUBERNETES = new FieldTable("kubernetes-fields.txt");
    private static final FieldTable SCENARIO = new FieldTable("scenario-fields.txt");

    private final Map<String, Map<String, String>> types = new HashMap<>();

    private FieldTable(String resource) {
        for (String line : WordList.lines(resource)) {
            int colon = line.indexOf(':');
            Map<String, String> fields = types.computeIfAbsent(line.substring(0, colon), type -> new LinkedHashMap<>());
            for (String word : line.substring(colon + 1).strip().split("\\s+", -1)) {
                int type = word.indexOf(':');
                fields.put(type < 0 ? word : word.substring(0, type), type < 0 ? "" : word.substring(type + 1));
            }
        }
    }

    /** The Kubernetes kinds that podpath reads. */
    public static FieldTable kubernetes() {
        return KUBERNETES;
    }

    /** The scenario document. */
    public static FieldTable scenario() {
        return SCENARIO;
    }

    /** Whether the table describes the type. */
    public boolean knows(String type) {
        return types.containsKey(type);
    }

    /** Whether a type has a field of this name. */
    public boolean has(String type, String field) {
        Map<String, String> fields = types.getOrDefault(type, Map.of());
        return fields.containsKey(field) || fields.containsKey(ANY);
    }

    /** The names of the fields of a type. */
    public Set<String> fields(String type) {
        return Collections.unmodifiableSet(types.getOrDefault(type, Map.of()).keySet());
    }

    /** The type of a field, if its own fields are known. */
    public Optional<String> typeOf(String type, String field) {
        Map<String, String> fields = types.getOrDefault(type, Map.of());
        return Optional.ofNullable(fields.getOrDefault(field, fields.get(ANY))).filter(name -> !name.isEmpty());
    }
}
