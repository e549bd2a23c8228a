package io.podpath.azure.security;

import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What names in security rules stand for, the same in all subnets: service tags with given contents, and application
 * security groups (ASG) with the addresses of their NICs.
 *
 * <p>Azure applies a rule that names an ASG to the NICs in it, that is to their private addresses. A packet for a load
 * balancer's frontend, which keeps that destination under floating IP, is therefore not a packet for the ASG (derived).
 *
 * <p><i>Source:</i> Azure docs, Application security groups; Virtual network service tags.
 */
public final class NamedAddresses {

    /** Nothing given. */
    public static final NamedAddresses NONE = new NamedAddresses(Map.of(), Map.of());

    private final Map<String, List<Cidr>> serviceTags = new HashMap<>();
    private final Map<String, Set<IpAddress>> applicationSecurityGroups = new TreeMap<>();

    private NamedAddresses(Map<String, List<Cidr>> serviceTags, Map<String, Set<IpAddress>> groups) {
        this.serviceTags.putAll(serviceTags);
        groups.forEach((name, members) -> applicationSecurityGroups.put(name, new TreeSet<>(members)));
    }

    /**
     * Names with their contents.
     *
     * @param tags service tags; of two with one name the first counts
     * @param groups the addresses of the members of each application security group
     */
    public static NamedAddresses of(Collection<ServiceTagSpec> tags, Map<String, Set<IpAddress>> groups) {
        Map<String, List<Cidr>> contents = new HashMap<>();
        tags.forEach(tag -> contents.putIfAbsent(tag.name().toLowerCase(Locale.ROOT), tag.prefixes()));
        return new NamedAddresses(contents, groups);
    }

    /** The ranges of a service tag, if they are given; the case of the name does not count. */
    Optional<List<Cidr>> findServiceTag(String name) {
        return Optional.ofNullable(serviceTags.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The addresses of the members of an application security group; none for one without members. */
    Set<IpAddress> membersOf(String group) {
        return applicationSecurityGroups.getOrDefault(group, Set.of());
    }
}
