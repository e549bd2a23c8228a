package io.podpath.scenario.load;

import java.util.List;

/**
 * The list of service tags, as Microsoft publishes it ({@code ServiceTags_Public_20260803.json}) and as {@code az network
 * list-service-tags} prints it: {@code values}, each with a name and {@code properties.addressPrefixes}.
 *
 * <p><i>Source:</i> Azure docs, Virtual network service tags; REST reference, Service Tags - List.
 */
final class ServiceTagJson {

    private ServiceTagJson() {}

    static boolean isList(ResourceView document) {
        return document.children("values").stream()
                .anyMatch(tag -> !tag.items("addressPrefixes").isEmpty());
    }

    /** The tags in their inline spelling; those without ranges are left out. */
    static List<MappingNode> tags(ResourceView document) {
        return document.children("values").stream()
                .filter(tag -> !tag.items("addressPrefixes").isEmpty())
                .map(tag -> new TreeBuilder(tag.location())
                        .put("name", tag.find("name"))
                        .put("prefixes", tag.find("addressPrefixes"))
                        .build())
                .toList();
    }
}
