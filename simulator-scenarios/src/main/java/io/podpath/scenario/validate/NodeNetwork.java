package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.NodeSpec;
import io.podpath.cni.AksCluster.NodePool;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The network the nodes are in, one's own or the one AKS creates, and the nodes.
 *
 * @param virtualNetwork the name of one's own network, empty for the managed one
 * @param prefixes the ranges of the virtual network
 * @param subnet the range of the nodes; none if the cluster names a subnet that is not declared
 * @param nodeNames the nodes, as far as their names are known
 * @param nodeCount how many there are
 */
record NodeNetwork(
        String virtualNetwork, List<Cidr> prefixes, Optional<Cidr> subnet, List<String> nodeNames, int nodeCount) {

    /** Azure docs issue 92314 and observation: what AKS creates since 2022-02-24. */
    private static final Cidr MANAGED_PREFIX = Cidr.parse("10.224.0.0/12");

    /** What podpath calls that network. */
    static final String MANAGED_NAME = "aks-vnet";

    private static final Cidr MANAGED_SUBNET = Cidr.parse("10.224.0.0/16");

    static NodeNetwork of(SimulationInput input) {
        List<String> names = new ArrayList<>();
        int count = 0;
        for (NodeSpec node : input.objects().nodes()) {
            names.add(node.name());
            count++;
        }
        if (count == 0) {
            List<NodePool> pools = input.cluster().nodePools();
            for (NodePool pool : pools) {
                count += pool.nodeCount();
            }
            for (int i = 0; i < count; i++) {
                names.add("node-" + i);
            }
        }
        Optional<SubnetReference> reference = input.cluster().findVnetSubnet();
        if (reference.isEmpty()) {
            return new NodeNetwork("", List.of(MANAGED_PREFIX), Optional.of(MANAGED_SUBNET), names, count);
        }
        String vnetName = reference.get().virtualNetwork();
        Optional<VirtualNetworkSpec> vnet = input.azure().virtualNetworks().stream()
                .filter(candidate -> candidate.name().equals(vnetName))
                .findFirst();
        Optional<Cidr> subnet = vnet.stream()
                .flatMap(found -> found.subnets().stream())
                .filter(candidate -> candidate.name().equals(reference.get().subnet()))
                .map(SubnetSpec::addressPrefix)
                .findFirst();
        List<Cidr> prefixes = vnet.map(VirtualNetworkSpec::addressPrefixes).orElse(List.of());
        return new NodeNetwork(vnetName, prefixes, subnet, names, count);
    }
}
