package io.podpath.azure.resource;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A virtual network as declared.
 *
 * @param name its name
 * @param addressPrefixes its ranges
 * @param subnets its subnets
 * @param peerings its sides of peerings
 * @param dnsServers whom its machines ask; empty for Azure's own
 */
public record VirtualNetworkSpec(
        String name,
        List<Cidr> addressPrefixes,
        List<SubnetSpec> subnets,
        List<PeeringSpec> peerings,
        List<IpAddress> dnsServers)
        implements AzureResource {

    public VirtualNetworkSpec {
        addressPrefixes = List.copyOf(addressPrefixes);
        subnets = List.copyOf(subnets);
        peerings = List.copyOf(peerings);
        dnsServers = List.copyOf(dnsServers);
    }

    /** A network whose machines ask Azure's own name server. */
    public VirtualNetworkSpec(
            String name, List<Cidr> addressPrefixes, List<SubnetSpec> subnets, List<PeeringSpec> peerings) {
        this(name, addressPrefixes, subnets, peerings, List.of());
    }

    /** Its side of the peering with another network. */
    public Optional<PeeringSpec> findPeering(String remote) {
        return peerings.stream()
                .filter(peering -> peering.remote().equals(remote))
                .findFirst();
    }

    /** Whether both networks have a side of their peering. */
    public boolean isPeeredWith(VirtualNetworkSpec other) {
        return findPeering(other.name()).isPresent() && other.findPeering(name).isPresent();
    }
}
