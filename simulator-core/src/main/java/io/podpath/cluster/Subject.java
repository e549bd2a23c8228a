package io.podpath.cluster;

/**
 * What a finding is about, precise enough to be pointed at: readers keep a place in a file under it, checks and lint rules
 * name it.
 *
 * @param owner the declared thing, such as {@code Service/shop/web} or {@code nsg/team-nsg}
 * @param part the field or entry of it, or empty for the thing itself
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

    /** A Kubernetes object, by its kind, such as {@code Pod}. */
    public static Subject object(String kind, NamespacedName name) {
        return new Subject(kind + "/" + name, "");
    }

    /** A node. */
    public static Subject node(String name) {
        return new Subject("node/" + name, "");
    }

    /** A resource around the cluster, such as {@code vnet/aks-vnet} or {@code subnet/aks-vnet/nodes}. */
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

    /** For example {@code nsg/team-nsg AllowWeb}. */
    @Override
    public String toString() {
        return part.isEmpty() ? owner : owner + " " + part;
    }
}
