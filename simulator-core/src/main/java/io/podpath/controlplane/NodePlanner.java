package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.aks.ModelProblemException;
import io.podpath.cluster.NodeSpec;
import io.podpath.cni.NetworkModel;
import io.podpath.cni.NodeIpv6;
import io.podpath.cni.NodePlan;
import io.podpath.cni.NodeSubnet;
import io.podpath.cni.PodAddressSource;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives nodes their addresses and pod ranges; declared ones are kept.
 *
 * <p>kubenet and Overlay cut the pod CIDR into one /24 per node. In the node subnet every node takes its own address and
 * at once one for each pod it may run. With a pod subnet {@link PodSubnetAllocator} gives it its share once the pods
 * have their nodes. In a dual-stack cluster {@link NodeIpv6Planner} adds the second family.
 *
 * <p><i>Source:</i> Azure docs, Plan IP addressing for your cluster.
 */
final class NodePlanner {

    private static final int NODE_RANGE_PREFIX = 24;

    private final AksCluster cluster;
    private final NetworkModel model;
    private final ClusterSubnets subnets;
    private final Set<Cidr> takenRanges = new HashSet<>();
    private final NodeIpv6Planner ipv6;
    private long nextRange;

    NodePlanner(AksCluster cluster, NetworkModel model, ClusterSubnets subnets) {
        this.cluster = cluster;
        this.model = model;
        this.subnets = subnets;
        this.ipv6 = new NodeIpv6Planner(cluster, model, subnets);
    }

    List<NodePlan> plan(List<NodeSpec> declared) {
        List<NodeSpec> specs = declared.isEmpty() ? fromPools() : declared;
        for (NodeSpec spec : specs) {
            spec.addresses().forEach(addresses(spec)::reserve);
            takenRanges.addAll(spec.podCidrs());
            ipv6.reserve(spec, subnet(spec));
        }
        List<NodePlan> plans = new ArrayList<>();
        for (NodeSpec spec : specs) {
            plans.add(plan(spec));
        }
        return plans;
    }

    private List<NodeSpec> fromPools() {
        List<NodeSpec> specs = new ArrayList<>();
        for (AksCluster.NodePool pool : cluster.nodePools()) {
            for (int i = 0; i < pool.nodeCount(); i++) {
                Map<String, String> labels = new HashMap<>();
                String name = "node-" + specs.size();
                labels.put("kubernetes.io/hostname", name);
                labels.put("kubernetes.io/os", "linux");
                labels.put("agentpool", pool.name());
                labels.put("kubernetes.azure.com/agentpool", pool.name());
                if (!pool.zones().isEmpty()) {
                    labels.put(
                            NodeSpec.ZONE_LABEL,
                            pool.zones().get(i % pool.zones().size()));
                }
                if (pool.isGateway()) {
                    labels.put("kubernetes.azure.com/mode", "gateway");
                }
                // The taint of gateway pools keeps away what a cordon keeps away.
                specs.add(new NodeSpec(name, labels, List.of(), List.of(), !pool.isGateway()));
            }
        }
        return specs;
    }

    private NodePlan plan(NodeSpec spec) {
        IpAddress ip =
                spec.addresses().stream().filter(IpAddress::isIpv4).findFirst().orElseGet(() -> nextAddress(spec));
        Cidr range = model.podAddressSource() == PodAddressSource.POD_CIDR ? range(spec) : null;
        List<IpAddress> podAddresses = range == null ? reserve(spec) : model.podAddresses(range);
        NodeIpv6 second = ipv6.plan(spec, subnet(spec)).orElse(null);
        NodePlan bare = new NodePlan(spec, subnet(spec), ip, range, podAddresses, null, second);
        Set<IpAddress> addresses = new LinkedHashSet<>(bare.ips());
        addresses.addAll(spec.addresses());
        NodeSpec complete =
                new NodeSpec(spec.name(), spec.labels(), List.copyOf(addresses), bare.podCidrs(), spec.schedulable());
        return new NodePlan(complete, subnet(spec), ip, range, podAddresses, null, second);
    }

    private NodeSubnet subnet(NodeSpec spec) {
        return subnets.ofNodes(cluster.poolOf(spec));
    }

    private SubnetPool addresses(NodeSpec spec) {
        return subnets.addresses(subnet(spec).reference());
    }

    private IpAddress nextAddress(NodeSpec spec) {
        return addresses(spec)
                .next()
                .orElseThrow(() -> new ModelProblemException("the node subnet has no address left for " + spec.name()));
    }

    private Cidr range(NodeSpec spec) {
        Optional<Cidr> declared = spec.podCidrs().stream()
                .filter(range -> range.family() == IpFamily.IPV4)
                .findFirst();
        if (declared.isPresent()) {
            return declared.get();
        }
        Cidr podCidr = cluster.ranges()
                .findPodCidr()
                .orElseThrow(() -> new ModelProblemException(model.label() + " needs a pod CIDR"));
        while (true) {
            Cidr candidate = nodeRange(podCidr, spec);
            if (takenRanges.add(candidate)) {
                return candidate;
            }
        }
    }

    private Cidr nodeRange(Cidr podCidr, NodeSpec spec) {
        IpAddress start = podCidr.network().plus(nextRange++ << (32 - NODE_RANGE_PREFIX));
        if (!podCidr.contains(start) || podCidr.prefixLength() > NODE_RANGE_PREFIX) {
            throw new ModelProblemException("pod CIDR " + podCidr + " has no /24 left for " + spec.name());
        }
        return Cidr.of(start, NODE_RANGE_PREFIX);
    }

    private List<IpAddress> reserve(NodeSpec spec) {
        List<IpAddress> reserved = new ArrayList<>();
        if (model.podAddressSource() != PodAddressSource.NODE_SUBNET) {
            return reserved;
        }
        for (int i = 0; i < maxPods(spec); i++) {
            reserved.add(nextAddress(spec));
        }
        return reserved;
    }

    int maxPods(NodeSpec spec) {
        return cluster.poolOf(spec).maxPods();
    }
}
