package io.podpath.dns;

import java.util.List;
import java.util.Locale;

/** Comparing DNS names: without their case and their last dot, label by label (RFC 1034 section 3.1). */
final class DomainNames {

    private DomainNames() {}

    static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    static int dots(String name) {
        return (int) name.chars().filter(c -> c == '.').count();
    }

    /** Whether a name lies in a zone; every name lies in the root, which is empty. */
    static boolean isUnder(String name, String zone) {
        return zone.isEmpty() || name.equals(zone) || name.endsWith("." + zone);
    }

    /** The labels in front of a zone that the name lies under, the leftmost first. */
    static List<String> labelsBelow(String name, String zone) {
        return name.equals(zone)
                ? List.of()
                : List.of(name.substring(0, name.length() - zone.length() - 1).split("\\.", -1));
    }
}
