package io.podpath.cni;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.ServiceTags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The security groups, compiled once for each subnet they are used in.
 *
 * <p>What a service tag means is the same for all NICs of a subnet, so a thousand nodes share one compiled group. With
 * kubenet the tag {@code VirtualNetwork} has a prefix per node; compiling it for every NIC would be quadratic.
 */
final class SecurityGroups {

    private final Map<String, NetworkSecurityGroupSpec> specs = new HashMap<>();
    private final Map<Place, NetworkSecurityGroup> compiled = new HashMap<>();
    private final Map<SubnetReference, ServiceTags> tags = new HashMap<>();
    private final Function<SubnetReference, ServiceTags> tagsOf;

    private record Place(String group, SubnetReference subnet) {}

    /**
     * The groups.
     *
     * @param specs the groups as declared; of two with one name the first counts
     * @param tagsOf what the service tags mean in a subnet
     */
    SecurityGroups(List<NetworkSecurityGroupSpec> specs, Function<SubnetReference, ServiceTags> tagsOf) {
        specs.forEach(spec -> this.specs.putIfAbsent(spec.name(), spec));
        this.tagsOf = tagsOf;
    }

    /** The group as attached to the subnet; nothing if there is no such group. */
    Optional<NetworkSecurityGroup> find(@Nullable String group, SubnetReference subnet) {
        NetworkSecurityGroupSpec spec = group == null ? null : specs.get(group);
        if (spec == null) {
            return Optional.empty();
        }
        return Optional.of(compiled.computeIfAbsent(
                new Place(spec.name(), subnet),
                place -> new NetworkSecurityGroup(spec, "subnet " + subnet, tags.computeIfAbsent(subnet, tagsOf))));
    }
}
