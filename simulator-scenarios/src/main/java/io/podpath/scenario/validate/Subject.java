package io.podpath.scenario.validate;

import io.podpath.cluster.NamespacedName;

/**
 * What a finding is about, precise enough to be pointed at.
 *
 * @param owner the declared thing, such as {@code service/shop/web}
 * @param part the field of it, or empty for the thing itself
 */
public record Subject(String owner, String part) {

    /** A flag of the cluster. */
    public static Subject cluster(String flag) {
        return new Subject("cluster", flag);
    }

    /** A flag of a node pool. */
    public static Subject nodePool(String pool, String flag) {
        return new Subject("nodePool/" + pool, flag);
    }

    /** A Kubernetes object, by the label of its kind in endpoint strings, such as {@code pod}. */
    public static Subject object(String kind, NamespacedName name) {
        return new Subject(kind + "/" + name, "");
    }

    /** A node. */
    public static Subject node(String name) {
        return new Subject("node/" + name, "");
    }

    /** A resource around the cluster, such as {@code vnet/aks-vnet}. */
    public static Subject azure(String kind, String name) {
        return new Subject(kind + "/" + name, "");
    }

    /** A probe, by its place in the list. */
    public static Subject probe(int index) {
        return new Subject("probe/" + index, "");
    }

    /** A part of the same thing. */
    public Subject part(String name) {
        return new Subject(owner, name);
    }

    /** The thing itself. */
    public Subject ownerOnly() {
        return part.isEmpty() ? this : new Subject(owner, "");
    }
}
