package io.podpath.cluster;

import java.util.List;

/**
 * A ReferenceGrant: objects of other namespaces may refer to objects of its own.
 *
 * <p><i>Source:</i> Gateway API, {@code ReferenceGrant}; GEP-709.
 *
 * @param name namespace and name
 * @param from who may refer
 * @param to to what
 */
public record ReferenceGrant(NamespacedName name, List<From> from, List<To> to) {

    public ReferenceGrant {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /** Whether objects of this kind and namespace may refer to that object of its namespace. */
    public boolean allows(From referrer, String kind, NamespacedName target) {
        return name.namespace().equals(target.namespace())
                && from.contains(referrer)
                && to.stream()
                        .anyMatch(one -> one.kind().equals(kind)
                                && (one.name().isEmpty() || one.name().equals(target.name())));
    }

    /**
     * Who may refer.
     *
     * @param kind the kind, for example {@code HTTPRoute}
     * @param namespace its namespace
     */
    public record From(String kind, String namespace) {}

    /**
     * To what.
     *
     * @param kind the kind, for example {@code Service}
     * @param name its name, or empty for all of the kind
     */
    public record To(String kind, String name) {}
}
