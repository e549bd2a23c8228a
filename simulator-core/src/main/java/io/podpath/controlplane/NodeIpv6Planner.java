package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.aks.ModelProblemException;
import io.podpath.cluster.NodeSpec;
import io.podpath.cni.NetworkModel;
import io.podpath.cni.NodeIpv6;
import io.podpath.cni.NodeSubnet;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the nodes of a dual-stack cluster their address of IPv6 and a /80 of the second pod CIDR; declared ones are kept.
 *
 * <p><i>Source:</i> Azure docs, Use dual-stack networking: nodes with 10.244.0.0/24 and fd12:3456:789a::/80, 10.244.1.0/24
 * and fd12:3456:789a:0:1::/80.
 */
final class NodeIpv6Planner {

    /** The part of the pod CIDR that one node has. */
    static final int NODE_RANGE_PREFIX = 80;

    private final Optional<AksCluster.Ipv6Ranges> ranges;
    private final NetworkModel model;
    private final ClusterSubnets subnets;
    private final Set<Cidr> takenRanges = new HashSet<>();
    private long nextRange;

    NodeIpv6Planner(AksCluster cluster, NetworkModel model, ClusterSubnets subnets) {
        this.ranges = cluster.ranges().findIpv6();
        this.model = model;
        this.subnets = subnets;
    }

    /** Keeps for a node what it declares. */
    void reserve(NodeSpec spec, NodeSubnet subnet) {
        if (ranges.isPresent()) {
            spec.addresses().forEach(subnets.ipv6Addresses(subnet.reference())::reserve);
            takenRanges.addAll(spec.podCidrs());
        }
    }

    /** The node's second family, if the cluster has one. */
    Optional<NodeIpv6> plan(NodeSpec spec, NodeSubnet subnet) {
        return ranges.map(found -> {
            IpAddress ip = spec.addresses().stream()
                    .filter(address -> address.family() == IpFamily.IPV6)
                    .findFirst()
                    .orElseGet(() -> nextAddress(spec, subnet));
            Cidr range = spec.podCidrs().stream()
                    .filter(declared -> declared.family() == IpFamily.IPV6)
                    .findFirst()
                    .orElseGet(() -> nextRange(found.podCidr(), spec));
            Cidr prefix = subnet.findIpv6Prefix().orElseThrow();
            return new NodeIpv6(ip, prefix, range, model.podAddresses(range));
        });
    }

    private IpAddress nextAddress(NodeSpec spec, NodeSubnet subnet) {
        return subnets.ipv6Addresses(subnet.reference())
                .next()
                .orElseThrow(() ->
                        new ModelProblemException("the node subnet has no address of IPv6 left for " + spec.name()));
    }

    private Cidr nextRange(Cidr podCidr, NodeSpec spec) {
        while (true) {
            IpAddress start = step(podCidr.network(), nextRange++);
            if (!podCidr.contains(start) || podCidr.prefixLength() > NODE_RANGE_PREFIX) {
                throw new ModelProblemException("pod CIDR " + podCidr + " has no /80 left for " + spec.name());
            }
            Cidr candidate = Cidr.of(start, NODE_RANGE_PREFIX);
            if (takenRanges.add(candidate)) {
                return candidate;
            }
        }
    }

    /** A /80 leaves 48 bits to the pods; the 16 bits above them count within the lower half of the address. */
    private static IpAddress step(IpAddress network, long count) {
        int podBits = IpFamily.IPV6.addressBits() - NODE_RANGE_PREFIX;
        long carries = count >>> (Long.SIZE - podBits);
        return new IpAddress(network.high() + carries, network.low() + (count << podBits));
    }
}
