package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.aks.ModelProblemException;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cni.NodeSubnet;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The subnets that a cluster's nodes and pods are in, and which of their addresses are free. */
public final class ClusterSubnets {

    private final AksCluster cluster;
    private final List<VirtualNetworkSpec> networks;
    private final AzureEnvironment azure;
    private final Map<SubnetReference, SubnetPool> addresses = new HashMap<>();
    private final Map<SubnetReference, SubnetPool> ipv6Addresses = new HashMap<>();

    /** The subnets of a cluster, with nothing given out yet. */
    public ClusterSubnets(AksCluster cluster, List<VirtualNetworkSpec> networks, AzureEnvironment azure) {
        this.cluster = cluster;
        this.networks = networks;
        this.azure = azure;
    }

    /** The subnet the cluster itself names: the cloud provider takes addresses of internal frontends from it. */
    NodeSubnet ofCluster() {
        return find(ManagedNetwork.nodeSubnet(cluster));
    }

    /** The subnet of a pool's nodes. */
    NodeSubnet ofNodes(AksCluster.NodePool pool) {
        return find(pool.subnets().findNodes().orElse(ManagedNetwork.nodeSubnet(cluster)));
    }

    /** The range of a subnet. */
    Cidr prefix(SubnetReference reference) {
        return find(reference).prefix();
    }

    private NodeSubnet find(SubnetReference reference) {
        for (VirtualNetworkSpec network : networks) {
            for (SubnetSpec subnet : network.subnets()) {
                if (new SubnetReference(network.name(), subnet.name()).equals(reference)) {
                    boolean managed =
                            cluster.findVnetSubnet().isEmpty() && reference.equals(ManagedNetwork.nodeSubnet(cluster));
                    return new NodeSubnet(network, subnet, managed);
                }
            }
        }
        throw new ModelProblemException("there is no subnet " + reference);
    }

    /** What is free of IPv4 in a subnet; the addresses of declared machines, private endpoints and frontends are not. */
    SubnetPool addresses(SubnetReference reference) {
        return pool(reference, addresses, find(reference).prefix());
    }

    /**
     * What is free of IPv6 in a subnet.
     *
     * @throws ModelProblemException if the subnet has no range of IPv6
     */
    SubnetPool ipv6Addresses(SubnetReference reference) {
        Cidr prefix = find(reference)
                .findIpv6Prefix()
                .orElseThrow(() -> new ModelProblemException("the subnet " + reference + " has no range of IPv6"));
        return pool(reference, ipv6Addresses, prefix);
    }

    /** What is free of a family in a subnet. */
    SubnetPool addresses(SubnetReference reference, IpFamily family) {
        return family == IpFamily.IPV4 ? addresses(reference) : ipv6Addresses(reference);
    }

    private SubnetPool pool(SubnetReference reference, Map<SubnetReference, SubnetPool> pools, Cidr prefix) {
        return pools.computeIfAbsent(reference, missing -> {
            SubnetPool pool = new SubnetPool(prefix);
            ReservedAddresses.of(azure).forEach(pool::reserve);
            return pool;
        });
    }
}
