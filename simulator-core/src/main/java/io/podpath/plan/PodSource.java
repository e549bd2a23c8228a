package io.podpath.plan;

/** Where the addresses of pods come from. */
public enum PodSource {
    /** A fixed /24 of the pod CIDR for each node. */
    POD_CIDR,
    /** The subnet of the nodes, one address for each pod a node may ever run, taken when the node is made. */
    NODE_SUBNET,
    /** A subnet of the pods, in batches of 16 addresses that come and go with the pods. */
    POD_SUBNET_BATCHES,
    /** A subnet of the pods, in /28 blocks that stay with the node. */
    POD_SUBNET_BLOCKS,
    /** Wherever the plugin takes them from; podpath cannot know. */
    PLUGIN;

    /** Whether pods have a subnet of their own. */
    public boolean isPodSubnet() {
        return this == POD_SUBNET_BATCHES || this == POD_SUBNET_BLOCKS;
    }
}
