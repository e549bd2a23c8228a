package io.podpath.scenario.load;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Typed access to the fields of a mapping. Absent and null fields are empty; wrong types are reported. */
final class Fields {

    private final MappingNode node;
    private final Problems problems;
    private final Values values;

    Fields(MappingNode node, Problems problems) {
        this.node = node;
        this.problems = problems;
        this.values = new Values(problems);
    }

    MappingNode node() {
        return node;
    }

    /** Where the value of a field is, or the mapping if there is no such field. */
    Location at(String name) {
        return node.find(name).map(SourceNode::location).orElseGet(node::location);
    }

    boolean has(String name) {
        return node.find(name).isPresent();
    }

    Optional<String> text(String name) {
        return node.find(name).flatMap(value -> values.text(value, name));
    }

    String text(String name, String absent) {
        return text(name).orElse(absent);
    }

    /** Text that must be there and not be empty. */
    Optional<String> required(String name) {
        if (!has(name)) {
            problems.error(node.location(), "'" + name + "' is missing");
            return Optional.empty();
        }
        Optional<String> text = text(name);
        if (text.filter(String::isEmpty).isPresent()) {
            problems.error(at(name), "'" + name + "' must not be empty");
            return Optional.empty();
        }
        return text;
    }

    /** A value that must be there, by the reader of its type. */
    <T> Optional<T> required(String name, BiFunction<SourceNode, String, Optional<T>> reader) {
        if (!has(name)) {
            problems.error(node.location(), "'" + name + "' is missing");
            return Optional.empty();
        }
        return value(name, reader);
    }

    /** A value by the reader of its type. */
    <T> Optional<T> value(String name, BiFunction<SourceNode, String, Optional<T>> reader) {
        return node.find(name).flatMap(value -> reader.apply(value, name));
    }

    Optional<String> word(String name) {
        return node.find(name).flatMap(value -> values.word(value, name));
    }

    OptionalInt integer(String name, int least, int most) {
        Optional<SourceNode> value = node.find(name);
        return value.isEmpty() ? OptionalInt.empty() : values.integer(value.get(), name, least, most);
    }

    OptionalInt requiredInteger(String name, int least, int most) {
        if (!has(name)) {
            problems.error(node.location(), "'" + name + "' is missing");
        }
        return integer(name, least, most);
    }

    int integer(String name, int least, int most, int absent) {
        return integer(name, least, most).orElse(absent);
    }

    boolean flag(String name) {
        return node.find(name).flatMap(value -> values.flag(value, name)).orElse(false);
    }

    Optional<IpAddress> address(String name) {
        return node.find(name).flatMap(value -> values.address(value, name));
    }

    Optional<Cidr> range(String name) {
        return node.find(name).flatMap(value -> values.range(value, name));
    }

    <T> Optional<T> choice(String name, Map<String, T> choices) {
        return node.find(name).flatMap(value -> values.choice(value, name, choices));
    }

    List<SourceNode> items(String name) {
        return node.find(name).map(value -> values.items(value, name)).orElse(List.of());
    }

    /** The items of a list by the reader of their type; unreadable ones are left out. */
    <T> List<T> list(String name, BiFunction<SourceNode, String, Optional<T>> reader) {
        List<T> read = new ArrayList<>();
        items(name).forEach(item -> reader.apply(item, name).ifPresent(read::add));
        return read;
    }

    List<String> texts(String name) {
        return list(name, values::text);
    }

    List<Fields> objects(String name) {
        return list(name, (item, what) -> values.mapping(item, what).map(mapping -> new Fields(mapping, problems)));
    }

    Optional<Fields> object(String name) {
        return node.find(name)
                .flatMap(value -> values.mapping(value, name))
                .map(mapping -> new Fields(mapping, problems));
    }

    /** The object of a field, or an empty one. */
    Fields child(String name) {
        return object(name).orElseGet(() -> new Fields(new MappingNode(Map.of(), at(name)), problems));
    }

    /** A map of texts, such as labels. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        for (MappingNode.Field field : child(name).node.listFields()) {
            boolean unread = field.value() instanceof ScalarNode scalar
                    && (scalar.type() == ScalarNode.Type.SKIPPED || scalar.type() == ScalarNode.Type.NULL);
            if (!unread) {
                values.text(field.value(), field.name()).ifPresent(text -> map.put(field.name(), text));
            }
        }
        return map;
    }

    void error(String name, String message) {
        problems.error(at(name), message);
    }

    /** An error that lies between this field and another. */
    void mismatch(String name, String message) {
        problems.mismatch(at(name), message);
    }

    void warning(String name, String message) {
        problems.warning(at(name), message);
    }

    Values values() {
        return values;
    }

    Problems problems() {
        return problems;
    }
}
