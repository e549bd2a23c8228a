package io.podpath.cni;

import io.podpath.azure.resource.SubnetReference;
import io.podpath.model.Cidr;
import java.util.List;

/**
 * What a node holds of a pod subnet: the fabric maps these addresses to the node's NIC.
 *
 * @param subnet the pod subnet
 * @param prefix its range
 * @param held single addresses, or /28 blocks
 */
public record PodSubnetShare(SubnetReference subnet, Cidr prefix, List<Cidr> held) {

    public PodSubnetShare {
        held = List.copyOf(held);
    }
}
