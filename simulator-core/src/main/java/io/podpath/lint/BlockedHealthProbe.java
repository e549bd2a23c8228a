package io.podpath.lint;

import io.podpath.azure.PlatformAddresses;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.PacketSet;
import io.podpath.cluster.Subject;
import io.podpath.cni.NodePlan;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A security group of one's own that keeps out the health probes of the load balancer, so that it takes nodes for down
 * that are well.
 *
 * <p><i>Source:</i> Azure docs, Load Balancer health probes, section Probe source IP address.
 */
final class BlockedHealthProbe implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP205",
            "blocked-health-probe",
            "a security group of one's own keeps out the load balancer's health probes");

    /** A probe that a group denies. */
    private record Denied(BlockedTraffic blocked, LoadBalancedPort port, int probePort) {}

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        Map<Subject, List<Denied>> bySubject = new LinkedHashMap<>();
        Reaches reaches = new Reaches();
        for (LoadBalancedPort port : LoadBalancedPort.list(input)) {
            for (List<NodePlan> nodes : NodeGroups.backends(input).values()) {
                port.probePort()
                        .ifPresent(probePort -> denied(port, probePort, nodes, input, reaches)
                                .forEach(denied -> bySubject
                                        .computeIfAbsent(denied.blocked().subject(), subject -> new ArrayList<>())
                                        .add(denied)));
            }
        }
        return bySubject.values().stream().map(BlockedHealthProbe::finding).toList();
    }

    private static List<Denied> denied(
            LoadBalancedPort port, int probePort, List<NodePlan> nodes, LintInput input, Reaches reaches) {
        PacketSet probes = PacketSet.of(
                Set.of(Protocol.TCP),
                List.of(Cidr.host(PlatformAddresses.HOST)),
                nodes.stream().map(node -> Cidr.host(node.ip())).toList(),
                List.of(new PortRange(probePort, probePort)));
        List<Denied> denied = new ArrayList<>();
        NodePlan node = nodes.get(0);
        for (NetworkSecurityGroup group : NodeGroups.declared(node, TrafficDirection.INBOUND, node.ip(), input)) {
            BlockedTraffic.find(group, reaches.of(group, TrafficDirection.INBOUND), probes)
                    .ifPresent(blocked -> denied.add(new Denied(blocked, port, probePort)));
        }
        return denied;
    }

    private static Finding finding(List<Denied> all) {
        Denied first = all.get(0);
        List<String> services =
                all.stream().map(denied -> denied.port().toString()).distinct().toList();
        return ID.finding(
                Severity.ERROR,
                first.blocked().subject(),
                first.blocked().where() + ", denies the health probes of " + Words.list("Service", services) + " ("
                        + PlatformAddresses.HOST + " to TCP port " + first.probePort() + " of the nodes)",
                new Advice(
                        "the load balancer sends new connections to nodes whose probe answers only; without any, it opens"
                                + " none",
                        "allow the service tag AzureLoadBalancer before the rule that denies",
                        "Azure docs, Load Balancer health probes, Probe source IP address"));
    }
}
