package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.aks.ModelProblemException;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.Pod;
import io.podpath.cni.NodePlan;
import io.podpath.cni.PodSubnetShare;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Gives nodes their share of the pod subnets: single addresses in batches, or whole /28 blocks.
 *
 * <p><i>Models:</i> how many addresses a node holds; that pods whose address is declared keep it, and their node holds
 * it. <i>Does not model:</i> which free addresses Azure picks; podpath takes them in order, first the batch that every
 * node asks for when it starts, then what more its pods need. The first and the last block of a subnet hold addresses
 * that Azure keeps and are left out.
 *
 * <p><i>Source:</i> {@link PodIpAllocationMode}.
 */
final class PodSubnetAllocator {

    private static final int BLOCK_PREFIX = 28;

    private final AksCluster cluster;
    private final ClusterSubnets subnets;
    private final Map<String, List<IpAddress>> declared = new HashMap<>();
    private final Map<String, Integer> podCount = new HashMap<>();
    private final Map<String, Set<Cidr>> held = new HashMap<>();
    private final Set<Cidr> takenBlocks = new HashSet<>();
    private final Map<SubnetReference, Long> nextBlock = new HashMap<>();

    PodSubnetAllocator(AksCluster cluster, ClusterSubnets subnets, List<Pod> pods) {
        this.cluster = cluster;
        this.subnets = subnets;
        for (Pod pod : pods) {
            String node = pod.spec().findNodeName().orElse("");
            if (!pod.spec().hostNetwork() && !pod.status().finished()) {
                podCount.merge(node, 1, Integer::sum);
                declared.computeIfAbsent(node, name -> new ArrayList<>())
                        .addAll(pod.status().podIps());
            }
        }
    }

    List<NodePlan> assign(List<NodePlan> nodes) {
        nodes.forEach(this::holdDeclared);
        nodes.forEach(node -> fill(node, 0));
        nodes.forEach(node -> fill(node, podCount.getOrDefault(node.name(), 0)));
        return nodes.stream().map(this::complete).toList();
    }

    private AksCluster.NodePool pool(NodePlan node) {
        return cluster.poolOf(node.spec());
    }

    private SubnetReference subnet(NodePlan node) {
        return pool(node)
                .subnets()
                .findPods()
                .orElseThrow(() -> new ModelProblemException("the pool of " + node.name() + " has no pod subnet"));
    }

    private Set<Cidr> heldBy(NodePlan node) {
        return held.computeIfAbsent(node.name(), name -> new LinkedHashSet<>());
    }

    private void holdDeclared(NodePlan node) {
        SubnetReference subnet = subnet(node);
        for (IpAddress address : declared.getOrDefault(node.name(), List.of())) {
            if (subnets.prefix(subnet).contains(address)) {
                switch (pool(node).subnets().allocation()) {
                    case DYNAMIC_INDIVIDUAL -> {
                        subnets.addresses(subnet).reserve(address);
                        heldBy(node).add(Cidr.host(address));
                    }
                    case STATIC_BLOCK -> {
                        Cidr block = Cidr.of(address, BLOCK_PREFIX);
                        takenBlocks.add(block);
                        heldBy(node).add(block);
                    }
                }
            }
        }
    }

    private void fill(NodePlan node, int pods) {
        AksCluster.NodePool pool = pool(node);
        PodIpAllocationMode mode = pool.subnets().allocation();
        int wanted = mode.addressesHeld(pods, pool.maxPods());
        Set<Cidr> holding = heldBy(node);
        long size = holding.stream().mapToLong(Cidr::size).sum();
        while (size < wanted) {
            Cidr more = switch (mode) {
                case DYNAMIC_INDIVIDUAL -> nextAddress(node);
                case STATIC_BLOCK -> nextBlock(node);
            };
            holding.add(more);
            size += more.size();
        }
    }

    private Cidr nextAddress(NodePlan node) {
        SubnetReference subnet = subnet(node);
        return subnets.addresses(subnet)
                .next()
                .map(Cidr::host)
                .orElseThrow(() -> new ModelProblemException(
                        "the pod subnet " + subnet + " has no address left for " + node.name()));
    }

    private Cidr nextBlock(NodePlan node) {
        SubnetReference subnet = subnet(node);
        Cidr prefix = subnets.prefix(subnet);
        long lastBlock = prefix.size() / PodIpAllocationMode.BATCH - 1;
        long number = nextBlock.getOrDefault(subnet, 1L);
        while (number < lastBlock) {
            Cidr block = Cidr.of(prefix.network().plus(number++ * PodIpAllocationMode.BATCH), BLOCK_PREFIX);
            if (takenBlocks.add(block)) {
                nextBlock.put(subnet, number);
                return block;
            }
        }
        throw new ModelProblemException("the pod subnet " + subnet + " has no /28 block left for " + node.name());
    }

    private NodePlan complete(NodePlan node) {
        SubnetReference subnet = subnet(node);
        List<Cidr> ranges = List.copyOf(heldBy(node));
        List<IpAddress> addresses = new ArrayList<>();
        for (Cidr range : ranges) {
            LongStream.range(0, range.size()).mapToObj(range.network()::plus).forEach(addresses::add);
        }
        if (pool(node).subnets().allocation() == PodIpAllocationMode.STATIC_BLOCK) {
            addresses.subList(0, PodIpAllocationMode.KEPT_BY_PLATFORM).clear();
        }
        return node.withPodSubnet(addresses, new PodSubnetShare(subnet, subnets.prefix(subnet), ranges));
    }
}
