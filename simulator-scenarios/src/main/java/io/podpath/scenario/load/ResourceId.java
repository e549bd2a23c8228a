package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The id of an Azure resource, taken apart: {@code /subscriptions/S/resourceGroups/G/providers/NAMESPACE/TYPE/NAME}, with
 * further pairs of type and name for what is inside another resource. Azure compares ids without regard to case.
 *
 * <p><i>Source:</i> Azure docs, Resource functions for ARM templates (resourceId).
 *
 * @param subscription the subscription, or empty
 * @param group the resource group, or empty
 * @param type the whole type in lower case, such as {@code microsoft.network/virtualnetworks/subnets}
 * @param names the names, one for each part of the type
 */
record ResourceId(String subscription, String group, String type, List<String> names) {

    private static final String PROVIDERS = "providers";

    ResourceId {
        names = List.copyOf(names);
    }

    /** Takes an id apart; one that is no resource id has an empty type. */
    static ResourceId parse(String id) {
        if (id.startsWith("[")) {
            return TemplateFunctions.resourceId(id).orElse(new ResourceId("", "", "", List.of()));
        }
        String[] parts = (id.startsWith("/") ? id.substring(1) : id).split("/", -1);
        String subscription = "";
        String group = "";
        int at = 0;
        while (at + 1 < parts.length && !parts[at].equalsIgnoreCase(PROVIDERS)) {
            if (parts[at].equalsIgnoreCase("subscriptions")) {
                subscription = parts[at + 1];
            } else if (parts[at].equalsIgnoreCase("resourceGroups")) {
                group = parts[at + 1];
            }
            at += 2;
        }
        List<String> names = new ArrayList<>();
        StringBuilder type = new StringBuilder();
        boolean isResource = at + 3 < parts.length && parts[at].equalsIgnoreCase(PROVIDERS);
        if (isResource) {
            type.append(lower(parts[at + 1]));
            for (int i = at + 2; i + 1 < parts.length; i += 2) {
                type.append('/').append(lower(parts[i]));
                names.add(parts[i + 1]);
            }
        }
        return new ResourceId(subscription, group, type.toString(), names);
    }

    /** The id of a resource of this type and these names in no group: what a template declares. */
    static ResourceId ofTemplate(String type, List<String> names) {
        return new ResourceId("", "", lower(type), names);
    }

    /** The last name; empty if this is no resource id. */
    String name() {
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    /** The id of what this one is inside of. */
    ResourceId parent() {
        int slash = type.lastIndexOf('/');
        return names.size() < 2
                ? this
                : new ResourceId(subscription, group, type.substring(0, slash), names.subList(0, names.size() - 1));
    }

    /** Equal for ids that Azure takes for the same. */
    String key() {
        return lower(subscription + "|" + group + "|" + type + "|" + String.join("/", names));
    }

    /** As {@link #key} for a reader who knows neither subscription nor group. */
    String shortKey() {
        return lower(type + "|" + String.join("/", names));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
