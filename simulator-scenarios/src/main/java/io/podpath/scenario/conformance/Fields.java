package io.podpath.scenario.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A YAML mapping, read by field. A missing field, or one of another type, reads as absent, as an API object does.
 *
 * @param values the mapping
 */
record Fields(Map<String, Object> values) {

    static final Fields NONE = new Fields(Map.of());

    /** The mapping a YAML value is; empty if it is something else. */
    static Fields of(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> {
                if (entry != null) {
                    copy.put(String.valueOf(key), entry);
                }
            });
        }
        return new Fields(copy);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A nested mapping. */
    Fields at(String key) {
        Object value = values.get(key);
        return value == null ? NONE : of(value);
    }

    Optional<String> find(String key) {
        Object value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    String text(String key) {
        return find(key).orElse("");
    }

    int number(String key, int otherwise) {
        return values.get(key) instanceof Number number ? number.intValue() : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        Object value = values.get(key);
        return value instanceof Boolean flag
                ? flag
                : value instanceof Number number ? number.intValue() != 0 : otherwise;
    }

    List<Fields> list(String key) {
        return elements(key).stream().map(Fields::of).toList();
    }

    List<String> texts(String key) {
        return elements(key).stream().map(String::valueOf).toList();
    }

    private List<?> elements(String key) {
        return values.get(key) instanceof List<?> list ? list : List.of();
    }

    /** A mapping of texts, such as labels. */
    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        at(key).values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }

    /** The keys in the order written. */
    List<String> keys() {
        return new ArrayList<>(values.keySet());
    }

    /** These fields with those of the other on top. */
    Fields overriddenBy(Fields other) {
        Map<String, Object> merged = new LinkedHashMap<>(values);
        merged.putAll(other.values);
        return new Fields(merged);
    }
}
