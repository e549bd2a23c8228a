package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The subnets that node pools name for their nodes, and whether they are large enough.
 *
 * <p><i>Source:</i> Azure docs, IP address planning; Create node pools (unique subnets, one virtual network).
 */
final class NodePoolChecks {

    private final SimulationInput input;
    private final AksCluster cluster;
    private final NodeNetwork network;
    private final Findings findings;

    NodePoolChecks(SimulationInput input, NodeNetwork network, Findings findings) {
        this.input = input;
        this.cluster = input.cluster();
        this.network = network;
        this.findings = findings;
    }

    void run() {
        for (NodePool pool : cluster.nodePools()) {
            pool.subnets().findNodes().ifPresent(subnet -> checkNodeSubnet(pool, subnet));
        }
        Map<Cidr, Need> needs = new LinkedHashMap<>();
        for (NodePool pool : cluster.nodePools()) {
            network.findSubnet(pool).ifPresent(subnet -> needs.merge(subnet, need(pool), Need::plus));
        }
        needs.forEach(this::checkCapacity);
        new PodSubnetChecks(input, findings).run();
    }

    private void checkNodeSubnet(NodePool pool, SubnetReference subnet) {
        Subject subject = Subject.nodePool(pool.name(), "vnetSubnetId");
        boolean isOfCluster = cluster.findVnetSubnet().filter(subnet::equals).isPresent();
        if (!isOfCluster) {
            new VirtualNetworkChecks(input, findings).checkReference(subnet, subject);
            if (!subnet.virtualNetwork().equals(network.virtualNetwork())) {
                findings.error(
                        subject,
                        "pool '" + pool.name() + "' is in virtual network '" + subnet.virtualNetwork()
                                + "'; all pools must be in one, and the first one is in '" + network.virtualNetwork()
                                + "'");
            }
        }
    }

    /**
     * What pools take of a subnet.
     *
     * @param pool the first of them
     * @param addresses how many now
     * @param surge how many an upgrade adds
     */
    private record Need(NodePool pool, long addresses, long surge) {

        Need plus(Need other) {
            return new Need(pool, addresses + other.addresses, Math.max(surge, other.surge));
        }
    }

    private Need need(NodePool pool) {
        long each = podsInNodeSubnet() ? 1L + pool.maxPods() : 1;
        return new Need(pool, pool.nodeCount() * each, each);
    }

    private boolean podsInNodeSubnet() {
        return cluster.networking().plugin().equals("azure")
                && cluster.networking().pluginMode().isEmpty()
                && !cluster.usesPodSubnet();
    }

    private void checkCapacity(Cidr subnet, Need need) {
        if (!subnet.network().isIpv4()) {
            return;
        }
        long usable = Math.max(0, subnet.size() - VirtualNetworkChecks.RESERVED_ADDRESSES);
        String capacity = "the node subnet " + subnet + " has " + usable + " usable addresses";
        Subject subject = Subject.nodePool(need.pool().name(), "vnetSubnetId");
        if (need.addresses() > usable) {
            findings.error(
                    subject,
                    capacity + ", but the nodes" + (podsInNodeSubnet() ? " and their pods" : "") + " need "
                            + need.addresses());
        } else if (need.addresses() + need.surge() > usable) {
            findings.warning(
                    subject,
                    capacity + "; the nodes need " + need.addresses() + ", which leaves no room for the " + need.surge()
                            + " that an upgrade adds");
        }
    }
}
