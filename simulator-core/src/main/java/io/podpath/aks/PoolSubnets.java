package io.podpath.aks;

import io.podpath.azure.resource.SubnetReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a node pool has its addresses from: {@code --vnet-subnet-id}, {@code --pod-subnet-id} and {@code
 * --pod-ip-allocation-mode}.
 *
 * @param nodes the subnet of its nodes; none for that of the cluster
 * @param pods the subnet of its pods; none unless the cluster uses Azure CNI Pod Subnet
 * @param allocation how its nodes get addresses of the pod subnet
 */
public record PoolSubnets(
        @Nullable SubnetReference nodes, @Nullable SubnetReference pods, PodIpAllocationMode allocation) {

    /** Nodes where the cluster has them, pods without a subnet of their own. */
    public static final PoolSubnets OF_CLUSTER = new PoolSubnets(null, null, PodIpAllocationMode.DYNAMIC_INDIVIDUAL);

    /** The subnet of its nodes, if the pool names one. */
    public Optional<SubnetReference> findNodes() {
        return Optional.ofNullable(nodes);
    }

    /** The subnet of its pods. */
    public Optional<SubnetReference> findPods() {
        return Optional.ofNullable(pods);
    }
}
