package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.element.Route;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Azure CNI with pods in a subnet of their own: the fabric maps addresses of the pod subnet to the node's NIC, one by one
 * or in blocks, and the pod subnet's security group, routes and NAT gateway are those of the pods.
 *
 * <pre>
 * pod eth0 10.225.0.9/32 -- azvXXXXXXXX -- node eth0 10.224.0.4 -- NIC 10.224.0.4 and 10.225.0.4 ... .19 -- VNet
 *                                          10.225.0.0/16 via 10.224.0.1: other pods of the subnet are beyond the fabric
 * </pre>
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Pod Subnet; Azure/azure-container-networking {@code
 * cni/network/invoker_cns.go} {@code setHostOptions} for the route. Which cluster CIDR AKS hands to kube-proxy is not
 * documented; podpath takes the pod subnet of the first node.
 */
public final class AzureCniPodSubnet implements TransparentModel {

    @Override
    public String label() {
        return "pod-subnet";
    }

    @Override
    public PodAddressSource podAddressSource() {
        return PodAddressSource.POD_SUBNET;
    }

    @Override
    public List<IpAddress> podAddresses(Cidr nodeRange) {
        throw new IllegalStateException("pods take addresses of the pod subnet, not of a range of the node");
    }

    @Override
    public IpConfiguration nodeConfiguration(NodePlan node, Map<IpAddress, String> interfaceByPodIp) {
        Route toOtherPods = Route.via(share(node).prefix(), node.subnet().gateway(), NodeRoutes.ETH0);
        return TransparentMode.node(node, interfaceByPodIp, List.of(toOtherPods));
    }

    @Override
    public NicIdentity nic(NodePlan node) {
        Set<IpAddress> addresses = new HashSet<>();
        addresses.add(node.ip());
        for (Cidr held : share(node).held()) {
            LongStream.range(0, held.size()).mapToObj(held.network()::plus).forEach(addresses::add);
        }
        return NicIdentity.of(node.name(), addresses.toArray(IpAddress[]::new));
    }

    @Override
    public SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node) {
        return new SwiftChain(share(node).prefix(), node.ip());
    }

    @Override
    public Cidr clusterCidr(ClusterPlan plan) {
        return plan.nodes().stream()
                .findFirst()
                .map(node -> share(node).prefix())
                .orElse(plan.subnet().prefix());
    }

    private static PodSubnetShare share(NodePlan node) {
        return node.findPodSubnet()
                .orElseThrow(() -> new IllegalStateException(node.name() + " has no share of a pod subnet"));
    }
}
