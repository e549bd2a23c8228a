package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All resources of an input, found by id or by type; what is listed inside another resource (subnets, frontends) is found
 * by its id too.
 *
 * <p>In Azure a name is unique in its resource group, in podpath among resources of its type. Of several with one name
 * each is called {@code name@group}.
 */
final class ResourceIndex {

    private final Map<String, ResourceView> byKey = new HashMap<>();
    private final Map<String, ResourceView> byShortKey = new HashMap<>();
    private final Map<String, List<ResourceView>> byType = new LinkedHashMap<>();
    private final Map<String, Set<String>> groupsByName = new HashMap<>();
    private final Set<String> nodeGroups = new HashSet<>();
    private final Map<String, Map<String, String>> attachments = new HashMap<>();
    private final Map<String, ResourceView> primaryNics = new HashMap<>();

    /** Takes in one resource and what it lists. */
    void add(ResourceView resource) {
        ResourceId id = resource.id();
        if (!id.type().isEmpty() && byKey.putIfAbsent(resource.key(), resource) != null) {
            return;
        }
        byShortKey.putIfAbsent(id.shortKey(), resource);
        byType.computeIfAbsent(resource.type(), type -> new ArrayList<>()).add(resource);
        groupsByName
                .computeIfAbsent(nameKey(resource.type(), resource.text("name")), key -> new HashSet<>())
                .add(lower(id.group()));
        resource.listed().forEach(this::addInner);
        if (AksNodeGroups.isMarked(resource)) {
            nodeGroups.add(lower(id.group()));
        }
        AksNodeGroups.namedBy(resource).ifPresent(group -> nodeGroups.add(lower(group)));
    }

    private void addInner(ResourceView inner) {
        ResourceId id = inner.id();
        if (!id.type().isEmpty()) {
            byKey.putIfAbsent(inner.key(), inner);
            byShortKey.putIfAbsent(id.shortKey(), inner);
        }
        inner.listed().forEach(this::addInner);
    }

    /** The types there are, in the order of the input. */
    Set<String> types() {
        return byType.keySet();
    }

    /** All resources of a type that are not inside another one of the input. */
    List<ResourceView> list(String type) {
        return byType.getOrDefault(type, List.of());
    }

    /** The resource of an id; in templates, and where people left ids out, type and name have to do. */
    Optional<ResourceView> find(ResourceId id) {
        ResourceView exact = byKey.get(id.key());
        if (exact != null) {
            return Optional.of(exact);
        }
        return Optional.ofNullable(byShortKey.get(id.shortKey()))
                .filter(found -> id.group().isEmpty() || found.id().group().isEmpty());
    }

    Optional<ResourceView> find(String id) {
        return id.isEmpty() ? Optional.empty() : find(ResourceId.parse(id));
    }

    /** Resources of a type that are inside another one but were listed by themselves, such as subnets. */
    List<ResourceView> inside(ResourceView owner, String type) {
        String key = owner.key();
        return list(type).stream()
                .filter(child -> child.id().parent().key().equals(key))
                .toList();
    }

    /** The id of the resource of a type that lists this subnet as its own; empty if none does. */
    String attachedTo(ResourceView subnet, String type) {
        return attachments.computeIfAbsent(type, this::attachments).getOrDefault(subnet.key(), "");
    }

    private Map<String, String> attachments(String type) {
        Map<String, String> bySubnet = new HashMap<>();
        for (ResourceView resource : list(type)) {
            for (String subnet : resource.references("subnets")) {
                bySubnet.putIfAbsent(ResourceId.parse(subnet).key(), resource.text("id"));
            }
        }
        return bySubnet;
    }

    /** The NIC that stands for a machine: the one it calls primary, else the first. */
    Optional<ResourceView> primaryNic(String machine) {
        if (primaryNics.isEmpty()) {
            for (String type : List.of(AzureTypes.NIC, AzureTypes.SCALE_SET_NIC)) {
                list(type).forEach(this::notePrimary);
            }
        }
        return Optional.ofNullable(primaryNics.get(ResourceId.parse(machine).key()));
    }

    private void notePrimary(ResourceView nic) {
        String machine = NicJson.machineOf(nic);
        if (!machine.isEmpty()) {
            boolean isPrimary = nic.text("primary").equals("true");
            primaryNics.merge(
                    ResourceId.parse(machine).key(),
                    nic,
                    (known, next) -> isPrimary && !known.text("primary").equals("true") ? next : known);
        }
    }

    /** How podpath calls the resource of an id: by the name it gives itself, else by the last part of the id. */
    String nameOf(String id) {
        if (id.isEmpty()) {
            return "";
        }
        ResourceId parsed = ResourceId.parse(id);
        return find(parsed)
                .map(this::nameOf)
                .orElseGet(() -> unique(parsed.type(), ResourceView.lastSegment(id), parsed));
    }

    String nameOf(ResourceView resource) {
        return unique(resource.type(), resource.text("name"), resource.id());
    }

    private String unique(String type, String name, ResourceId id) {
        boolean shared =
                groupsByName.getOrDefault(nameKey(type, name), Set.of()).size() > 1;
        return shared && !id.group().isEmpty() ? name + "@" + id.group() : name;
    }

    /** The subnet of an id as {@code vnet/subnet}; empty if it is no id of a subnet. */
    String subnetOf(String id) {
        ResourceId parsed = ResourceId.parse(id);
        if (parsed.names().size() != 2) {
            return "";
        }
        String network = find(parsed.parent())
                .map(this::nameOf)
                .orElseGet(() -> unique(parsed.parent().type(), parsed.parent().name(), parsed));
        String subnet = find(parsed).map(view -> view.text("name")).orElse(parsed.name());
        return network + "/" + subnet;
    }

    /** Whether AKS made what is in this resource group. */
    boolean isNodeGroup(String group) {
        return nodeGroups.contains(lower(group)) || AksNodeGroups.hasUsualName(group);
    }

    private static String nameKey(String type, String name) {
        return lower(type + "|" + name);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
