package io.podpath.cni;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * What a node has of IPv6 in a dual-stack cluster.
 *
 * @param ip its address
 * @param subnet the range of its subnet
 * @param podCidr the range of its pods
 * @param podAddresses addresses its pods may get, in the order they are given out
 */
public record NodeIpv6(IpAddress ip, Cidr subnet, Cidr podCidr, List<IpAddress> podAddresses) {

    public NodeIpv6 {
        podAddresses = List.copyOf(podAddresses);
    }
}
