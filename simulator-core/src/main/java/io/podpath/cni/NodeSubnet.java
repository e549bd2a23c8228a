package io.podpath.cni;

import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.Optional;

/**
 * A subnet that nodes are in.
 *
 * @param network its virtual network
 * @param subnet the subnet
 * @param managed whether AKS created both
 */
public record NodeSubnet(VirtualNetworkSpec network, SubnetSpec subnet, boolean managed) {

    /** The names of both. */
    public SubnetReference reference() {
        return new SubnetReference(network.name(), subnet.name());
    }

    /** The range of IPv4. */
    public Cidr prefix() {
        return subnet.findAddressPrefix(IpFamily.IPV4).orElse(subnet.addressPrefix());
    }

    /** The range of IPv6. */
    public Optional<Cidr> findIpv6Prefix() {
        return subnet.findAddressPrefix(IpFamily.IPV6);
    }

    /** The fabric's address, which stands as gateway in the nodes' routes. */
    public IpAddress gateway() {
        return prefix().network().plus(1);
    }
}
