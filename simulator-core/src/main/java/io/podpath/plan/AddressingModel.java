package io.podpath.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * How AKS gives nodes and pods their addresses. Cilium is a data plane on top of one of these and changes no sum here.
 *
 * <p><i>Source:</i> aks-docs, IP address planning (pods per node), Azure CNI Overlay overview (nodes per cluster); facts
 * ADDR-MAXPODS-*, ADDR-KUBENET-400-NODES, PLAN-NODES-PER-CLUSTER.
 */
public enum AddressingModel {
    /** kubenet: one route of the route table per node, hence its ceiling. */
    KUBENET("kubenet", PodSource.POD_CIDR, 110, 400),
    /** Azure CNI Node Subnet, the flat network of old. */
    NODE_SUBNET("node-subnet", PodSource.NODE_SUBNET, 30, AddressingModel.NODES_PER_CLUSTER),
    /** Azure CNI Pod Subnet with dynamic allocation. */
    POD_SUBNET("pod-subnet", PodSource.POD_SUBNET_BATCHES, 250, AddressingModel.NODES_PER_CLUSTER),
    /** Azure CNI Pod Subnet with static blocks. */
    POD_SUBNET_STATIC("pod-subnet-static", PodSource.POD_SUBNET_BLOCKS, 250, AddressingModel.NODES_PER_CLUSTER),
    /** Azure CNI Overlay. */
    OVERLAY("overlay", PodSource.POD_CIDR, 250, AddressingModel.NODES_PER_CLUSTER),
    /** {@code --network-plugin none}. */
    BRING_YOUR_OWN("byo", PodSource.PLUGIN, 250, AddressingModel.NODES_PER_CLUSTER);

    private static final int NODES_PER_CLUSTER = 5_000;

    private final String label;
    private final PodSource podSource;
    private final int defaultMaxPods;
    private final int mostNodes;

    AddressingModel(String label, PodSource podSource, int defaultMaxPods, int mostNodes) {
        this.label = label;
        this.podSource = podSource;
        this.defaultMaxPods = defaultMaxPods;
        this.mostNodes = mostNodes;
    }

    /** The model of this label. */
    public static Optional<AddressingModel> find(String label) {
        return Arrays.stream(values())
                .filter(model -> model.label.equals(label))
                .findFirst();
    }

    /** The short name, for example {@code node-subnet}. */
    public String label() {
        return label;
    }

    /** Where pod addresses come from. */
    public PodSource podSource() {
        return podSource;
    }

    /** Pods per node if the flag {@code --max-pods} is not given. */
    public int defaultMaxPods() {
        return defaultMaxPods;
    }

    /** The nodes a cluster may have, whatever its ranges hold. */
    public int mostNodes() {
        return mostNodes;
    }

    /** The addresses of the node subnet that one node takes. */
    public long nodeSubnetAddresses(int maxPods) {
        return podSource == PodSource.NODE_SUBNET ? 1L + maxPods : 1;
    }

    @Override
    public String toString() {
        return label;
    }
}
