package io.podpath.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Counts what a number of nodes needs of every limit that the model knows. */
final class LimitUses {

    /** fact PLAN-VNET-ADDRESSES. */
    private static final long VNET_ADDRESSES = 65_536;

    /** fact PLAN-NODES-PER-POOL: a pool is a virtual machine scale set. */
    private static final int NODES_PER_POOL = 1_000;

    private final PlannedCluster cluster;
    private final AddressingModel model;
    private final List<PoolNodes> pools;
    private final List<Integer> podsOnNodes;
    private final List<LimitUse> uses = new ArrayList<>();
    private long inVirtualNetwork;

    private LimitUses(PlannedCluster cluster, List<PoolNodes> pools, List<Integer> podsOnNodes) {
        this.cluster = cluster;
        this.model = cluster.model();
        this.pools = pools;
        this.podsOnNodes = podsOnNodes;
    }

    /** All uses, the likeliest to run out first. */
    static List<LimitUse> of(PlannedCluster cluster, List<PoolNodes> pools, List<Integer> podsOnNodes) {
        LimitUses counting = new LimitUses(cluster, pools, podsOnNodes);
        counting.nodeSubnets();
        if (counting.model.podSource().isPodSubnet()) {
            counting.podSubnets();
        }
        if (counting.model.podSource() == PodSource.POD_CIDR) {
            counting.podCidr();
        }
        counting.nodes();
        counting.virtualNetwork();
        counting.sourcePorts();
        return List.copyOf(counting.uses);
    }

    private void nodeSubnets() {
        Map<String, Long> needed = new LinkedHashMap<>();
        for (PoolNodes pool : pools) {
            long each = model.nodeSubnetAddresses(pool.pool().maxPods(model));
            needed.merge(pool.pool().nodeSubnet(), pool.peak() * each, Long::sum);
        }
        needed.forEach((name, count) -> addSubnet(Limit.NODE_SUBNET, name, count));
        inVirtualNetwork += needed.values().stream().mapToLong(Long::longValue).sum();
    }

    private void podSubnets() {
        boolean inBlocks = model.podSource() == PodSource.POD_SUBNET_BLOCKS;
        Map<String, Long> needed = new LinkedHashMap<>();
        for (PoolNodes pool : pools) {
            int maxPods = pool.pool().maxPods(model);
            long count = inBlocks ? (long) pool.peak() * PodBlocks.of(maxPods).count() : batches(pool, maxPods);
            needed.merge(pool.pool().podSubnet(), count, Long::sum);
        }
        needed.forEach((name, count) -> addSubnet(inBlocks ? Limit.POD_BLOCKS : Limit.POD_SUBNET, name, count));
        inVirtualNetwork += needed.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Nodes are full unless it is said what they run; a surge node that takes over no known pods has its first batch. */
    private long batches(PoolNodes pool, int maxPods) {
        if (podsOnNodes.isEmpty() || !pool.equals(pools.get(0))) {
            return (long) pool.peak() * PodBatches.takenByNode(maxPods);
        }
        long running = podsOnNodes.stream().mapToLong(PodBatches::takenByNode).sum();
        return running + (long) pool.surgeNodes() * PodBatches.takenByNode(0);
    }

    private void addSubnet(Limit limit, String name, long needed) {
        OptionalLong available = OptionalLong.empty();
        String where = name.isEmpty() ? "no subnet named" : name;
        for (PlannedSubnet subnet : cluster.space().findSubnet(name).stream().toList()) {
            available =
                    OptionalLong.of(limit == Limit.POD_BLOCKS ? PodBlocks.inSubnet(subnet.prefix()) : subnet.free());
            where = name + " " + subnet.prefix();
        }
        uses.add(new LimitUse(limit, where, needed, available));
    }

    private void podCidr() {
        AddressSpace space = cluster.space();
        uses.add(new LimitUse(
                Limit.POD_CIDR,
                space.podCidr().toString(),
                peak() * AddressSpace.NODE_RANGE,
                space.nodeRanges() * AddressSpace.NODE_RANGE));
    }

    private void nodes() {
        uses.add(new LimitUse(Limit.CLUSTER_NODES, "a cluster under " + model, peak(), model.mostNodes()));
        for (PoolNodes pool : pools) {
            if (pool.peak() > NODES_PER_POOL) {
                uses.add(new LimitUse(Limit.POOL_NODES, "pool " + pool.pool().name(), pool.peak(), NODES_PER_POOL));
            }
        }
    }

    private void virtualNetwork() {
        long others = cluster.space().subnets().stream()
                .mapToLong(PlannedSubnet::taken)
                .sum();
        uses.add(new LimitUse(Limit.VNET_ADDRESSES, "the virtual network", inVirtualNetwork + others, VNET_ADDRESSES));
    }

    private void sourcePorts() {
        PlannedEgress egress = cluster.egress();
        if (egress.kind() == PlannedEgress.Kind.LOAD_BALANCER && egress.portsPerNode() > 0) {
            String addresses = egress.publicIps().isEmpty()
                    ? "outbound addresses of an unknown number"
                    : egress.publicIps().getAsInt() + " outbound address"
                            + (egress.publicIps().getAsInt() == 1 ? "" : "es");
            uses.add(new LimitUse(
                    Limit.SNAT_PORTS, addresses, peak() * egress.portsPerNode(), SnatPorts.available(egress)));
        }
    }

    private long peak() {
        return pools.stream().mapToLong(PoolNodes::peak).sum();
    }
}
