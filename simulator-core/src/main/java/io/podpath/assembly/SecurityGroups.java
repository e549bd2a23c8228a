package io.podpath.assembly;

import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.security.AdminRules;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
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
    private final Map<SubnetReference, AdminRules> admin = new HashMap<>();
    private final Map<SubnetReference, ServiceTags> tags = new HashMap<>();
    private final List<AdminRuleSpec> adminRules;
    private final Function<SubnetReference, ServiceTags> tagsOf;

    private record Place(String group, SubnetReference subnet) {}

    /**
     * The groups.
     *
     * @param specs the groups as declared; of two with one name the first counts
     * @param adminRules the admin rules of all virtual networks
     * @param tagsOf what the service tags mean in a subnet
     */
    SecurityGroups(
            List<NetworkSecurityGroupSpec> specs,
            List<AdminRuleSpec> adminRules,
            Function<SubnetReference, ServiceTags> tagsOf) {
        specs.forEach(spec -> this.specs.putIfAbsent(spec.name(), spec));
        this.adminRules = adminRules;
        this.tagsOf = tagsOf;
    }

    /**
     * What filters the packets of a NIC.
     *
     * @param nic its name
     * @param nicGroup the name of the group attached to it, if any
     * @param subnetGroup the name of the group attached to its subnet, if any
     * @param subnet its subnet
     */
    NicSecurity of(String nic, @Nullable String nicGroup, @Nullable String subnetGroup, SubnetReference subnet) {
        return new NicSecurity(
                admin.computeIfAbsent(
                        subnet, place -> new AdminRules(adminRules, place.virtualNetwork(), tagsOf(place))),
                find(nicGroup, subnet)
                        .map(found -> found.attachedTo("NIC " + nic))
                        .orElse(null),
                find(subnetGroup, subnet).orElse(null));
    }

    /** The group as attached to the subnet; nothing if there is no such group. */
    Optional<NetworkSecurityGroup> find(@Nullable String group, SubnetReference subnet) {
        NetworkSecurityGroupSpec spec = group == null ? null : specs.get(group);
        if (spec == null) {
            return Optional.empty();
        }
        return Optional.of(compiled.computeIfAbsent(
                new Place(spec.name(), subnet),
                place -> new NetworkSecurityGroup(spec, "subnet " + subnet, tagsOf(subnet))));
    }

    private ServiceTags tagsOf(SubnetReference subnet) {
        return tags.computeIfAbsent(subnet, tagsOf);
    }
}
