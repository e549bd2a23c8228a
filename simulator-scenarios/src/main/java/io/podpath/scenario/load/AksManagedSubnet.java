package io.podpath.scenario.load;

import java.util.List;
import java.util.Optional;

/**
 * The subnet of a cluster whose pools name none: AKS made it, with its virtual network, in the node resource group.
 *
 * <p><i>Source:</i> Azure docs, FAQ about AKS (two resource groups): the node resource group holds the virtual network.
 */
final class AksManagedSubnet {

    private AksManagedSubnet() {}

    /** The subnet in podpath's words, if the network is given and there is only one. */
    static Optional<SourceNode> of(ResourceView cluster, ResourceIndex index) {
        String group = cluster.text("nodeResourceGroup");
        boolean isManaged = cluster.children("agentPoolProfiles").stream()
                .allMatch(pool -> pool.text("vnetSubnetId").isEmpty());
        List<ResourceView> networks = index.list(AzureTypes.VNET).stream()
                .filter(vnet -> vnet.id().group().equalsIgnoreCase(group))
                .toList();
        if (!isManaged || group.isEmpty() || networks.size() != 1) {
            return Optional.empty();
        }
        ResourceView network = networks.get(0);
        return network.children("subnets").stream()
                .findFirst()
                .map(subnet -> new ScalarNode(
                        ScalarNode.Type.TEXT, index.nameOf(network) + "/" + subnet.text("name"), subnet.location()));
    }
}
