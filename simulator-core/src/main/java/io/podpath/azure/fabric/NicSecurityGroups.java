package io.podpath.azure.fabric;

import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The security groups a NIC asks: its own, and that of the subnet which the local address of the packet is in.
 *
 * <p>That the group of the NIC is asked for addresses of a pod subnet too is derived: they are packets of the same NIC.
 *
 * <p><i>Source:</i> Azure docs, How network security groups filter network traffic (the order); Azure CNI Pod Subnet
 * (groups of a pod subnet filter pods).
 */
public final class NicSecurityGroups {

    private final @Nullable NetworkSecurityGroup ofNic;
    private final Optional<NetworkSecurityGroup> ofSubnet;
    private final PrefixTable<Optional<NetworkSecurityGroup>> ofMapped = new PrefixTable<>();

    /**
     * The groups of a NIC with addresses of one subnet.
     *
     * @param ofNic the group attached to it, if any
     * @param ofSubnet the group attached to its subnet, if any
     */
    public NicSecurityGroups(@Nullable NetworkSecurityGroup ofNic, @Nullable NetworkSecurityGroup ofSubnet) {
        this.ofNic = ofNic;
        this.ofSubnet = Optional.ofNullable(ofSubnet);
    }

    /** Adds ranges of another subnet, with the group attached to that. */
    public void map(List<Cidr> ranges, @Nullable NetworkSecurityGroup group) {
        ranges.forEach(range -> ofMapped.put(range, Optional.ofNullable(group)));
    }

    /** Those for packets to a local address, in the order they are asked. */
    List<NetworkSecurityGroup> inbound(IpAddress local) {
        List<NetworkSecurityGroup> groups = new ArrayList<>();
        ofSubnet(local).ifPresent(groups::add);
        Optional.ofNullable(ofNic).ifPresent(groups::add);
        return groups;
    }

    /** Those for packets from a local address, in the order they are asked. */
    List<NetworkSecurityGroup> outbound(IpAddress local) {
        List<NetworkSecurityGroup> groups = new ArrayList<>();
        Optional.ofNullable(ofNic).ifPresent(groups::add);
        ofSubnet(local).ifPresent(groups::add);
        return groups;
    }

    private Optional<NetworkSecurityGroup> ofSubnet(IpAddress local) {
        return ofMapped.find(local).orElse(ofSubnet);
    }
}
