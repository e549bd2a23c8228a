package io.podpath.cluster;

import java.util.Comparator;

/**
 * The name of a namespaced object, written {@code shop/web}.
 *
 * @param namespace the namespace
 * @param name the name inside it
 */
public record NamespacedName(String namespace, String name) implements Comparable<NamespacedName> {

    /** The namespace of objects that name none. */
    public static final String DEFAULT_NAMESPACE = "default";

    private static final Comparator<NamespacedName> ORDER =
            Comparator.comparing(NamespacedName::namespace).thenComparing(NamespacedName::name);

    @Override
    public int compareTo(NamespacedName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
