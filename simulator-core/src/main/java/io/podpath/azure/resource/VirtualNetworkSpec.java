package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import java.util.List;

/**
 * A virtual network as declared.
 *
 * @param name its name
 * @param addressPrefixes its ranges
 * @param subnets its subnets
 * @param peerings names of virtual networks it is peered with; a peering counts when both sides list each other
 */
public record VirtualNetworkSpec(
        String name, List<Cidr> addressPrefixes, List<SubnetSpec> subnets, List<String> peerings) {

    public VirtualNetworkSpec {
        addressPrefixes = List.copyOf(addressPrefixes);
        subnets = List.copyOf(subnets);
        peerings = List.copyOf(peerings);
    }
}
