package io.podpath.azure.route;

import io.podpath.model.Cidr;
import java.util.List;

/**
 * A virtual network peered directly with another.
 *
 * @param name its name
 * @param prefixes its ranges
 * @param hasAccess whether both sides of the peering allow access; it decides whether the service tag
 *     {@code VirtualNetwork} holds the ranges
 */
public record PeeredNetwork(String name, List<Cidr> prefixes, boolean hasAccess) {

    public PeeredNetwork {
        prefixes = List.copyOf(prefixes);
    }
}
