package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An Azure resource as JSON, in either of its shapes: flat as {@code az} prints it, or with {@code properties} as the
 * resource manager gives it. Names of fields differ between the two in case only, so case does not count.
 */
final class ResourceView {

    private final MappingNode node;
    private final Map<String, MappingNode.Field> fields = new LinkedHashMap<>();
    private @Nullable ResourceId id;
    private @Nullable String type;
    private @Nullable String key;

    ResourceView(MappingNode node) {
        this.node = node;
        node.listFields().forEach(field -> fields.put(lower(field.name()), field));
        node.find("properties").ifPresent(properties -> {
            if (properties instanceof MappingNode mapping) {
                mapping.listFields().forEach(field -> fields.putIfAbsent(lower(field.name()), field));
            }
        });
    }

    /** The same as a child of another resource, whose template names it by its last parts only. */
    ResourceView insideOf(ResourceView owner) {
        if (text("type").indexOf('/') > 0 || !text("id").isEmpty()) {
            return this;
        }
        ResourceView child = new ResourceView(node);
        List<String> names = new ArrayList<>(owner.id().names());
        names.add(text("name"));
        child.id = ResourceId.ofTemplate(owner.type() + "/" + text("type"), names);
        child.type = child.id.type();
        return child;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    Location location() {
        return node.location();
    }

    /** Its id; what a template declares has none, so that one is made of type and name. */
    ResourceId id() {
        if (id == null) {
            String text = text("id");
            id = text.isEmpty()
                    ? ResourceId.ofTemplate(text("type"), List.of(text("name").split("/", -1)))
                    : ResourceId.parse(text);
        }
        return id;
    }

    /** The key of its id, equal for ids that Azure takes for the same. */
    String key() {
        if (key == null) {
            key = id().key();
        }
        return key;
    }

    /** Its type in lower case: as it says, as its id says, or told by its fields; empty if nothing tells. */
    String type() {
        if (type == null) {
            String stated = lower(text("type"));
            boolean isType = stated.indexOf('/') > 0;
            String byId = id().type();
            type = isType ? stated : byId.isEmpty() ? ResourceShapes.typeOf(this) : byId;
        }
        return type;
    }

    /** Resources listed in any of its fields. */
    List<ResourceView> listed() {
        return fields.values().stream()
                .map(MappingNode.Field::value)
                .filter(SequenceNode.class::isInstance)
                .flatMap(value -> ((SequenceNode) value).items().stream())
                .filter(MappingNode.class::isInstance)
                .map(item -> (MappingNode) item)
                .filter(item -> item.fields().containsKey("id") && item.fields().containsKey("name"))
                .map(ResourceView::new)
                .toList();
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

    /** The resource ids of what a field such as {@code publicIpAddresses} lists. */
    List<String> references(String name) {
        return children(name).stream()
                .map(target -> target.text("id"))
                .filter(found -> !found.isEmpty())
                .toList();
    }

    /** The last part of a resource id. */
    static String lastSegment(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
