package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.azure.fabric.NicIdentity;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.azure.resource.UserRoute;
import io.podpath.cluster.Pod;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one networking model of AKS does differently from the others: addresses, interfaces, routes, masquerading. */
public interface NetworkModel {

    /** The usual short name: {@code kubenet}, {@code node-subnet}, {@code pod-subnet}, {@code overlay}. */
    String label();

    /** Where pods have their addresses from. */
    PodAddressSource podAddressSource();

    /** The order in which a node gives out the addresses of its range of either family. */
    List<IpAddress> podAddresses(Cidr nodeRange);

    /** The interface of the node that leads to a pod. */
    String hostInterface(Pod pod);

    /**
     * Interfaces and routes of a node.
     *
     * @param node the node
     * @param interfaceByPodIp the interface towards each of its pods
     */
    IpConfiguration nodeConfiguration(NodePlan node, Map<IpAddress, String> interfaceByPodIp);

    /** Interfaces and routes of a pod with these addresses, one of each family of the cluster. */
    IpConfiguration podConfiguration(NodePlan node, List<IpAddress> podIps);

    /** The addresses of the bridge of a node, for a model that has one. */
    default List<IpAddress> bridgeAddresses(NodePlan node) {
        return List.of();
    }

    /** What the NIC of a node may send and receive. */
    NicIdentity nic(NodePlan node);

    /** What a node makes of the source of packets that leave it. */
    SourceTranslation sourceTranslation(AksCluster cluster, NodePlan node);

    /** The range of IPv4 in which kube-proxy takes a source for a pod of the cluster. */
    Cidr clusterCidr(ClusterPlan plan);

    /** How the interfaces begin by which AKS has kube-proxy tell pods, for a model where it is known to do so. */
    default Optional<String> detectedInterfacePrefix() {
        return Optional.empty();
    }

    /** The same of IPv6, for a cluster that has it. */
    default Optional<Cidr> ipv6ClusterCidr(ClusterPlan plan) {
        return plan.cluster().ranges().findIpv6().map(AksCluster.Ipv6Ranges::podCidr);
    }

    /** The routes the cloud provider writes; most models need none. */
    default List<UserRoute> userRoutes(List<NodePlan> nodes) {
        return List.of();
    }

    /** The overlay domains of the cluster, one of each family, if the fabric has them. */
    default List<OverlayDomain> overlays(AksCluster cluster, List<NodePlan> nodes) {
        return List.of();
    }
}
