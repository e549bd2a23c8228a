package io.podpath.lint;

import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.PacketSet;
import io.podpath.cni.NodePlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Clients of load-balanced Services of whom a declared group lets none through to the nodes of a subnet.
 *
 * @param port the port they call
 * @param blocked what the group denies: all of it
 * @param nodes the nodes behind the group
 */
record BlockedClients(LoadBalancedPort port, BlockedTraffic blocked, List<NodePlan> nodes) {

    /** Every port and group of which that is true. */
    static List<BlockedClients> list(LintInput input) {
        List<BlockedClients> found = new ArrayList<>();
        Reaches reaches = new Reaches();
        for (LoadBalancedPort port : LoadBalancedPort.list(input)) {
            for (List<NodePlan> nodes : NodeGroups.backends(input).values()) {
                Set<NetworkSecurityGroup> groups = new LinkedHashSet<>(NodeGroups.declared(
                        nodes.get(0), TrafficDirection.INBOUND, nodes.get(0).ip(), input));
                for (NetworkSecurityGroup group : groups) {
                    PacketSet clients = port.clients(group.tags(), nodes);
                    BlockedTraffic.find(group, reaches.of(group, TrafficDirection.INBOUND), clients)
                            .filter(blocked -> blocked.extent() == BlockedTraffic.Extent.ALL)
                            .ifPresent(blocked -> found.add(new BlockedClients(port, blocked, nodes)));
                }
            }
        }
        return found;
    }
}
