package io.podpath.cni;

import io.podpath.cluster.NodeSpec;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node with the addresses AKS gives it.
 *
 * @param spec the node, its address and pod range filled in
 * @param subnet the subnet it is in
 * @param ip its primary address
 * @param podCidr the range of its pods, for models that have one
 * @param podAddresses addresses its pods may get, in the order they are given out
 * @param podSubnet its share of a pod subnet, for the model that has one
 * @param ipv6 its second family, in a dual-stack cluster
 */
public record NodePlan(
        NodeSpec spec,
        NodeSubnet subnet,
        IpAddress ip,
        @Nullable Cidr podCidr,
        List<IpAddress> podAddresses,
        @Nullable PodSubnetShare podSubnet,
        @Nullable NodeIpv6 ipv6) {

    public NodePlan {
        podAddresses = List.copyOf(podAddresses);
    }

    /** The node with another share of its pod subnet. */
    public NodePlan withPodSubnet(List<IpAddress> addresses, PodSubnetShare share) {
        return new NodePlan(spec, subnet, ip, podCidr, addresses, share, ipv6);
    }

    /** Its share of a pod subnet. */
    public Optional<PodSubnetShare> findPodSubnet() {
        return Optional.ofNullable(podSubnet);
    }

    /** The range of its pods, for models that have one. */
    public Optional<Cidr> findPodCidr() {
        return Optional.ofNullable(podCidr);
    }

    /** The range of its pods. */
    public Cidr requirePodCidr() {
        if (podCidr == null) {
            throw new IllegalStateException("node " + spec.name() + " has no pod range");
        }
        return podCidr;
    }

    /** Its second family. */
    public Optional<NodeIpv6> findIpv6() {
        return Optional.ofNullable(ipv6);
    }

    /** Its primary address of each family. */
    public List<IpAddress> ips() {
        return ipv6 == null ? List.of(ip) : List.of(ip, ipv6.ip());
    }

    /** The ranges of its pods, one of each family, for models that have them. */
    public List<Cidr> podCidrs() {
        return Stream.of(Optional.ofNullable(podCidr), findIpv6().map(NodeIpv6::podCidr))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Its name. */
    public String name() {
        return spec.name();
    }

    /** The id of its element. */
    public String element() {
        return "node/" + spec.name();
    }
}
