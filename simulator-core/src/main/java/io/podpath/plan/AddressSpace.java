package io.podpath.plan;

import io.podpath.model.Cidr;
import java.util.List;
import java.util.Optional;

/**
 * The ranges a cluster draws from.
 *
 * @param subnets the subnets of nodes and pods
 * @param podCidr the pod CIDR of models that have one
 */
public record AddressSpace(List<PlannedSubnet> subnets, Cidr podCidr) {

    /** What AKS takes as pod CIDR by itself; fact ADDR-POD-CIDR-DEFAULT. */
    public static final Cidr DEFAULT_POD_CIDR = Cidr.parse("10.244.0.0/16");

    private static final int NODE_RANGE_PREFIX = 24;

    /** The pod addresses each node of kubenet and Overlay takes, needed or not. */
    public static final int NODE_RANGE = 256;

    public AddressSpace {
        subnets = List.copyOf(subnets);
    }

    /** The subnet of this name. */
    public Optional<PlannedSubnet> findSubnet(String name) {
        return subnets.stream().filter(subnet -> subnet.name().equals(name)).findFirst();
    }

    /** The nodes that get a /24 of the pod CIDR. */
    public long nodeRanges() {
        int free = NODE_RANGE_PREFIX - podCidr.prefixLength();
        return free < 0 ? 0 : 1L << free;
    }

    /** The longest prefix of a pod CIDR that has a /24 for this many nodes. */
    public static int podCidrPrefixFor(int nodes) {
        int length = NODE_RANGE_PREFIX;
        while (length > 0 && 1L << (NODE_RANGE_PREFIX - length) < nodes) {
            length--;
        }
        return length;
    }
}
