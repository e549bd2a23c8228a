package io.podpath.scenario.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An Azure resource as JSON, in either of its shapes: flat as {@code az} prints it, or with {@code properties} as the
 * resource manager gives it. Names of fields differ between the two in case only, so case does not count.
 */
final class ResourceView {

    private final MappingNode node;
    private final Map<String, MappingNode.Field> fields = new LinkedHashMap<>();

    ResourceView(MappingNode node) {
        this.node = node;
        node.listFields().forEach(field -> fields.put(lower(field.name()), field));
        node.find("properties").ifPresent(properties -> {
            if (properties instanceof MappingNode mapping) {
                mapping.listFields().forEach(field -> fields.putIfAbsent(lower(field.name()), field));
            }
        });
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    Location location() {
        return node.location();
    }

    Optional<SourceNode> find(String name) {
        return Optional.ofNullable(fields.get(lower(name)))
                .map(MappingNode.Field::value)
                .filter(value -> !value.isNull());
    }

    /** The text of a field, empty if it is not there. */
    String text(String name) {
        return find(name)
                .filter(ScalarNode.class::isInstance)
                .map(value -> ((ScalarNode) value).text())
                .orElse("");
    }

    /** A resource nested in a field. */
    Optional<ResourceView> child(String name) {
        return find(name).filter(MappingNode.class::isInstance).map(value -> new ResourceView((MappingNode) value));
    }

    /** Resources listed in a field. */
    List<ResourceView> children(String name) {
        return items(name).stream()
                .filter(MappingNode.class::isInstance)
                .map(item -> new ResourceView((MappingNode) item))
                .toList();
    }

    List<SourceNode> items(String name) {
        return find(name)
                .filter(SequenceNode.class::isInstance)
                .map(value -> ((SequenceNode) value).items())
                .orElse(List.of());
    }

    /** The resource id of what a field such as {@code networkSecurityGroup} points at. */
    String reference(String name) {
        return child(name).map(target -> target.text("id")).orElse("");
    }

    /** The last part of a resource id. */
    static String lastSegment(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
