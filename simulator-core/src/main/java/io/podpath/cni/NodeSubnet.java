package io.podpath.cni;

import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;

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

    /** The range. */
    public Cidr prefix() {
        return subnet.addressPrefix();
    }

    /** The fabric's address, which stands as gateway in the nodes' routes. */
    public IpAddress gateway() {
        return prefix().network().plus(1);
    }
}
