package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.PodIpAllocationMode;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The subnets that node pools name for their pods.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Pod Subnet; Configure dynamic IP allocation (one virtual network, one kind of
 * networking for all pools); Configure static block allocation (one mode per subnet, at most /12).
 */
final class PodSubnetChecks {

    private static final int LARGEST_STATIC_PREFIX = 12;
    private static final String FLAG = "podSubnetId";

    private final SimulationInput input;
    private final AksCluster cluster;
    private final Findings findings;
    private final VirtualNetworkChecks networks;

    PodSubnetChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.cluster = input.cluster();
        this.findings = findings;
        this.networks = new VirtualNetworkChecks(input, findings);
    }

    void run() {
        if (!cluster.usesPodSubnet()) {
            return;
        }
        Set<SubnetReference> checked = new HashSet<>();
        Map<SubnetReference, NodePool> firstPool = new LinkedHashMap<>();
        Map<SubnetReference, Long> needed = new HashMap<>();
        for (NodePool pool : cluster.nodePools()) {
            Optional<SubnetReference> pods = pool.subnets().findPods();
            if (pods.isEmpty()) {
                findings.error(
                        Subject.nodePool(pool.name(), ""),
                        "pool '" + pool.name() + "' has no podSubnetId, but others have; AKS uses one kind of"
                                + " networking for all pools of a cluster");
                continue;
            }
            SubnetReference subnet = pods.get();
            if (checked.add(subnet)) {
                checkSubnet(pool, subnet);
            }
            PodIpAllocationMode mode = pool.subnets().allocation();
            NodePool first = firstPool.computeIfAbsent(subnet, missing -> pool);
            if (first.subnets().allocation() != mode) {
                findings.error(
                        subject(pool, "podIpAllocationMode"),
                        "subnet '" + subnet + "' serves pool '" + first.name() + "' in mode "
                                + first.subnets().allocation().label() + "; a pod subnet serves one mode only");
            }
            needed.merge(subnet, (long) pool.nodeCount() * mode.addressesHeld(0, pool.maxPods()), Long::sum);
        }
        firstPool.forEach((subnet, pool) -> checkCapacity(pool, subnet, needed.getOrDefault(subnet, 0L)));
    }

    private static Subject subject(NodePool pool, String flag) {
        return Subject.nodePool(pool.name(), flag);
    }

    private void checkSubnet(NodePool pool, SubnetReference pods) {
        Subject subject = subject(pool, FLAG);
        Optional<Cidr> range = networks.checkReference(pods, subject);
        Optional<SubnetReference> nodes = pool.subnets().findNodes().or(cluster::findVnetSubnet);
        if (nodes.isEmpty()) {
            findings.error(subject, "'podSubnetId' needs 'vnetSubnetId': pods and nodes are in one virtual network");
        } else if (!nodes.get().virtualNetwork().equals(pods.virtualNetwork())) {
            findings.error(
                    subject,
                    "the pod subnet '" + pods + "' must be in the virtual network of the nodes, '"
                            + nodes.get().virtualNetwork() + "'");
        } else if (nodes.get().equals(pods)) {
            findings.error(subject, "'" + pods + "' is the subnet of the nodes; pods need one of their own");
        }
        boolean isStatic = pool.subnets().allocation() == PodIpAllocationMode.STATIC_BLOCK;
        range.filter(prefix -> isStatic && prefix.prefixLength() < LARGEST_STATIC_PREFIX)
                .ifPresent(prefix -> findings.error(
                        subject, "the pod subnet " + prefix + " is larger than /12, the most static blocks take"));
        for (VirtualMachineSpec vm : input.azure().virtualMachines()) {
            if (vm.subnet().equals(pods)) {
                findings.error(
                        Subject.azure("vm", vm.name()).part("subnet"),
                        "'" + pods + "' is a pod subnet; only pods can be in it");
            }
        }
    }

    private void checkCapacity(NodePool pool, SubnetReference subnet, long needed) {
        Optional<Cidr> range = networks.findRange(subnet);
        if (range.isEmpty() || !range.get().network().isIpv4()) {
            return;
        }
        // The first and the last block hold addresses that Azure keeps.
        long usable = pool.subnets().allocation() == PodIpAllocationMode.STATIC_BLOCK
                ? Math.max(0, range.get().size() - 2L * PodIpAllocationMode.BATCH)
                : Math.max(0, range.get().size() - VirtualNetworkChecks.RESERVED_ADDRESSES);
        if (needed > usable) {
            findings.error(
                    subject(pool, FLAG),
                    "the pod subnet " + range.get() + " has " + usable + " addresses to give, but the nodes take "
                            + needed + " when they start");
        }
    }
}
