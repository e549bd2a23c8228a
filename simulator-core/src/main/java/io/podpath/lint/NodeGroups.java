package io.podpath.lint;

import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.NicSecurity;
import io.podpath.cluster.NodeSpec;
import io.podpath.cni.NodePlan;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nodes of each subnet, and the declared groups they have in common. */
final class NodeGroups {

    private NodeGroups() {}

    /** The nodes behind the load balancer, by subnet. */
    static Map<SubnetReference, List<NodePlan>> backends(LintInput input) {
        Map<SubnetReference, List<NodePlan>> bySubnet = new LinkedHashMap<>();
        for (NodePlan node : input.network().plan().nodes()) {
            if (!node.spec().labels().containsKey(NodeSpec.EXCLUDE_FROM_LOAD_BALANCERS_LABEL)) {
                bySubnet.computeIfAbsent(node.subnet().reference(), subnet -> new ArrayList<>())
                        .add(node);
            }
        }
        return bySubnet;
    }

    /** The declared groups that packets of a node pass in this direction, in the order in which they are asked. */
    static List<NetworkSecurityGroup> declared(
            NodePlan node, TrafficDirection direction, IpAddress local, LintInput input) {
        NicSecurity security = input.network().securityByNic().get(node.name());
        return security == null
                ? List.of()
                : security.groups(direction, local).stream()
                        .filter(group -> PlacedGroup.isDeclared(group, input))
                        .toList();
    }
}
