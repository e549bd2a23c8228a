package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Spoils a document in every place it can be spoilt, one place at a time, without any randomness. */
final class TreeMutations {

    /** Keys in these maps are a person's own, so another key is no mistake. */
    private static final Set<String> FREE_KEYS = Set.of(
            "labels", "annotations", "matchLabels", "selector", "nodeSelector", "variants", "sourceSeen", "outcome");

    /**
     * One spoilt copy.
     *
     * @param what was done, and where
     * @param json the copy
     */
    record Mutation(String what, String json) {}

    private final Object root;
    private final List<Mutation> mutations = new ArrayList<>();

    private TreeMutations(Object root) {
        this.root = root;
    }

    static List<Mutation> of(SourceNode document) {
        TreeMutations mutations = new TreeMutations(toPlain(document));
        mutations.visit(mutations.root, "", "");
        return mutations.mutations;
    }

    static String toJson(SourceNode document) {
        return json(toPlain(document));
    }

    private static Object toPlain(SourceNode node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> plain = new LinkedHashMap<>();
            mapping.listFields().forEach(field -> plain.put(field.name(), toPlain(field.value())));
            return plain;
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> plain = new ArrayList<>();
            sequence.items().forEach(item -> plain.add(toPlain(item)));
            return plain;
        }
        ScalarNode scalar = (ScalarNode) node;
        return switch (scalar.type()) {
            case TEXT -> scalar.text();
            case INTEGER -> Long.parseLong(scalar.text());
            case BOOLEAN -> Boolean.parseBoolean(scalar.text());
            default -> new Literal("null");
        };
    }

    /** A value written into JSON as it is. */
    private record Literal(String text) {}

    @SuppressWarnings("unchecked")
    private void visit(Object value, String path, String key) {
        if (value instanceof Map<?, ?> plain) {
            Map<String, Object> map = (Map<String, Object>) plain;
            boolean free = FREE_KEYS.contains(key);
            for (String name : List.copyOf(map.keySet())) {
                String place = path + "/" + name;
                if (!free) {
                    during(map, copy -> copy.remove(name), "drop " + place);
                    during(map, copy -> copy.put(name + "x", copy.remove(name)), "misspell " + place);
                }
                for (Object other : List.of("bogus value", 123456789L, true, List.of(), Map.of("a", "b"))) {
                    during(map, copy -> copy.put(name, other), "put " + other + " at " + place);
                }
                during(map, copy -> copy.put(name, new Literal("null")), "put null at " + place);
                visit(Objects.requireNonNull(map.get(name)), place, name);
            }
        } else if (value instanceof List<?> plain) {
            List<Object> list = (List<Object>) plain;
            for (int i = 0; i < list.size(); i++) {
                Object kept = list.get(i);
                for (Object other : List.of("bogus value", 123456789L, Map.of("a", "b"))) {
                    list.set(i, other);
                    mutations.add(new Mutation("put " + other + " at " + path + "/" + i, json(root)));
                }
                list.set(i, kept);
                visit(kept, path + "/" + i, key);
            }
        }
    }

    private void during(Map<String, Object> map, Consumer<Map<String, Object>> change, String what) {
        Map<String, Object> kept = new LinkedHashMap<>(map);
        change.accept(map);
        mutations.add(new Mutation(what, json(root)));
        map.clear();
        map.putAll(kept);
    }

    private static String json(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                write(entry.getKey(), out);
                out.append(':');
                write(entry.getValue(), out);
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object item : list) {
                out.append(separator);
                write(item, out);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String text) {
            out.append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                    .append('"');
        } else {
            out.append(value instanceof Literal literal ? literal.text() : value);
        }
    }
}
