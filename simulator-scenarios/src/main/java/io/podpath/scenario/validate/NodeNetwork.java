package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.NodeSpec;
import io.podpath.controlplane.ManagedNetwork;
import io.podpath.model.Cidr;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network the nodes are in, one's own or the one AKS creates, and the nodes.
 *
 * @param virtualNetwork the name of one's own network, empty for the managed one
 * @param prefixes the ranges of the virtual network
 * @param subnetByPool the range of the nodes of each pool; none if the pool names a subnet that is not declared
 * @param podSubnets the ranges of the pod subnets
 * @param nodeNames the nodes, as far as their names are known
 * @param nodeCount how many there are
 */
record NodeNetwork(
        String virtualNetwork,
        List<Cidr> prefixes,
        Map<String, Cidr> subnetByPool,
        List<Cidr> podSubnets,
        List<String> nodeNames,
        int nodeCount) {

    static NodeNetwork of(SimulationInput input) {
        List<String> names = new ArrayList<>();
        for (NodeSpec node : input.objects().nodes()) {
            names.add(node.name());
        }
        AksCluster cluster = input.cluster();
        if (names.isEmpty()) {
            int count =
                    cluster.nodePools().stream().mapToInt(NodePool::nodeCount).sum();
            for (int i = 0; i < count; i++) {
                names.add("node-" + i);
            }
        }
        Map<String, Cidr> subnetByPool = new LinkedHashMap<>();
        List<Cidr> podSubnets = new ArrayList<>();
        for (NodePool pool : cluster.nodePools()) {
            Optional<SubnetReference> nodes = pool.subnets().findNodes().or(cluster::findVnetSubnet);
            Optional<Cidr> range = nodes.isEmpty()
                    ? Optional.of(ManagedNetwork.SUBNET_RANGE)
                    : nodes.flatMap(subnet -> range(input, subnet));
            range.ifPresent(found -> subnetByPool.put(pool.name(), found));
            pool.subnets()
                    .findPods()
                    .flatMap(subnet -> range(input, subnet))
                    .filter(found -> !podSubnets.contains(found))
                    .ifPresent(podSubnets::add);
        }
        Optional<SubnetReference> ofCluster = cluster.findVnetSubnet();
        String vnetName = ofCluster.map(SubnetReference::virtualNetwork).orElse("");
        List<Cidr> prefixes = ofCluster.isEmpty()
                ? List.of(ManagedNetwork.RANGE)
                : network(input, vnetName)
                        .map(VirtualNetworkSpec::addressPrefixes)
                        .orElse(List.of());
        return new NodeNetwork(vnetName, prefixes, subnetByPool, podSubnets, names, names.size());
    }

    private static Optional<VirtualNetworkSpec> network(SimulationInput input, String name) {
        return input.azure().virtualNetworks().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
    }

    private static Optional<Cidr> range(SimulationInput input, SubnetReference reference) {
        return network(input, reference.virtualNetwork()).stream()
                .flatMap(found -> found.subnets().stream())
                .filter(candidate -> candidate.name().equals(reference.subnet()))
                .map(subnet -> subnet.findAddressPrefix(IpFamily.IPV4).orElse(subnet.addressPrefix()))
                .findFirst();
    }

    /** The ranges of the nodes, each once. */
    List<Cidr> subnets() {
        return subnetByPool.values().stream().distinct().toList();
    }

    /** The range a node is in, by the pool it is of. */
    Optional<Cidr> findSubnet(NodePool pool) {
        return Optional.ofNullable(subnetByPool.get(pool.name()));
    }
}
