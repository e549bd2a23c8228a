package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import java.util.List;

/**
 * Addresses of another subnet of the same virtual network that the fabric maps to a NIC: those of the pods of a node in
 * Azure CNI Pod Subnet. They have the routes, the security group and the way out of their own subnet.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Pod Subnet (separate VNet policies for pods).
 *
 * @param subnet the name of the other subnet
 * @param ranges single addresses or blocks
 */
public record MappedAddresses(String subnet, List<Cidr> ranges) {

    public MappedAddresses {
        ranges = List.copyOf(ranges);
    }
}
