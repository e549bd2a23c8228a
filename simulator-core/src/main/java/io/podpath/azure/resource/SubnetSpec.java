package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subnet as declared.
 *
 * @param name its name inside the virtual network
 * @param addressPrefix its range
 * @param networkSecurityGroup the name of the group attached to it, if any
 * @param routeTable the name of the route table attached to it, if any
 */
public record SubnetSpec(
        String name,
        Cidr addressPrefix,
        @Nullable String networkSecurityGroup,
        @Nullable String routeTable) {

    /** The name of the group attached to it. */
    public Optional<String> findNetworkSecurityGroup() {
        return Optional.ofNullable(networkSecurityGroup);
    }

    /** The name of the route table attached to it. */
    public Optional<String> findRouteTable() {
        return Optional.ofNullable(routeTable);
    }
}
