package io.podpath.lint;

import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.NamespacedName;

/**
 * What a finding is about, precise enough to be pointed at.
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

    /** A Kubernetes object. */
    public static Subject object(String kind, NamespacedName name) {
        return new Subject(kind + "/" + name, "");
    }

    /** A security group, or a rule of it. */
    public static Subject securityGroup(String name, String rule) {
        return new Subject("nsg/" + name, rule);
    }

    /** A route table, or a route of it. */
    public static Subject routeTable(String name, String route) {
        return new Subject("routeTable/" + name, route);
    }

    /** A part of a subnet, such as {@code routeTable}. */
    public static Subject subnet(SubnetReference reference, String part) {
        return new Subject("subnet/" + reference, part);
    }

    /** A part of the same thing. */
    public Subject part(String name) {
        return new Subject(owner, name);
    }

    /** For example {@code nsg/team-nsg AllowWeb}. */
    @Override
    public String toString() {
        return part.isEmpty() ? owner : owner + " " + part;
    }
}
