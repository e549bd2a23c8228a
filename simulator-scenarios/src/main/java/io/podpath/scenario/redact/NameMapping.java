package io.podpath.scenario.redact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Replaces names, each by the same one everywhere; case does not count, as in Azure. Names with a meaning of their own
 * ({@code GatewaySubnet}, {@code kube-system}) stay. Text with dots is replaced part by part, so that hosts of one domain
 * stay hosts of one domain.
 */
final class NameMapping {

    private static final Set<String> WELL_KNOWN = RedactionFields.words("well-known-names.txt");
    private static final Set<String> REGIONS = RedactionFields.words("regions.txt");
    private static final List<String> DOMAINS = List.copyOf(RedactionFields.words("well-known-domains.txt"));
    private static final String NODE_GROUP = "mc_";
    private static final int LENGTH = 10;
    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final RedactionKey key;
    private final Map<String, String> replacements = new HashMap<>();

    NameMapping(RedactionKey key) {
        this.key = key;
    }

    /** What stands for a name. */
    String map(String name) {
        return replacements.computeIfAbsent(name, this::replace);
    }

    private String replace(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (isWellKnown(lower)) {
            return name;
        }
        if (name.matches(GUID)) {
            return guid(lower);
        }
        for (String domain : DOMAINS) {
            if (lower.endsWith("." + domain)) {
                return parts(lower.substring(0, lower.length() - domain.length() - 1)) + "." + domain;
            }
        }
        if (lower.startsWith(NODE_GROUP)) {
            return "MC_" + code(lower);
        }
        return lower.indexOf('.') > 0 ? parts(lower) : code(lower);
    }

    /** A number says nothing, and a zone is a region with one. */
    private static boolean isWellKnown(String lower) {
        String region = lower.matches(".+-[0-9]") ? lower.substring(0, lower.length() - 2) : lower;
        return lower.matches("[0-9]{0,3}")
                || WELL_KNOWN.contains(lower)
                || DOMAINS.contains(lower)
                || REGIONS.contains(region);
    }

    private String parts(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("\\.", -1)) {
            parts.add(isWellKnown(part) ? part : code(part));
        }
        return String.join(".", parts);
    }

    private String code(String name) {
        return "n" + key.hex("name " + name).substring(0, LENGTH);
    }

    private String guid(String name) {
        String hex = key.hex("guid " + name);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20, 32);
    }

    /** What stands for a resource id: names and groups are replaced, types stay. */
    String mapId(String id) {
        String[] parts = id.split("/", -1);
        boolean isBehindProviders = false;
        int first = -1;
        for (int i = 0; i < parts.length; i++) {
            if (!isBehindProviders && parts[i].equalsIgnoreCase("providers")) {
                isBehindProviders = true;
                first = i + 1;
            } else if (isBehindProviders) {
                boolean isName = (i - first) % 2 == 0 && i > first;
                parts[i] = isName ? map(parts[i]) : parts[i];
            } else if (i > 0 && isScope(parts[i - 1])) {
                parts[i] = map(parts[i]);
            }
        }
        return isBehindProviders || id.toLowerCase(Locale.ROOT).startsWith("/subscriptions/")
                ? String.join("/", parts)
                : map(id);
    }

    /** What stands for a path of a URL, part by part, so that what begins alike still does; case counts. */
    String mapPath(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            boolean hasStar = part.endsWith("*");
            String word = hasStar ? part.substring(0, part.length() - 1) : part;
            parts.add((word.isEmpty() ? "" : code("path " + word)) + (hasStar ? "*" : ""));
        }
        return String.join("/", parts);
    }

    private static boolean isScope(String word) {
        return word.equalsIgnoreCase("subscriptions") || word.equalsIgnoreCase("resourceGroups");
    }
}
