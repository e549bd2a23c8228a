package io.podpath.lint;

import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.security.NetworkSecurityGroup;
import io.podpath.azure.security.PacketSet;
import io.podpath.cluster.Subject;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A security group of one's own that denies packets between the cluster's own nodes and pods. Nothing encapsulates them:
 * between nodes, groups see the addresses of pods, in Overlay too.
 *
 * <p>Asks about all TCP and UDP ports from nodes to nodes, from nodes to pods and from pods to pods, as the documentation
 * demands, and from pods to nodes where pods keep their address. An error if nothing of one of these gets through.
 *
 * <p><i>Source:</i> Azure docs, Azure CNI Overlay networking, section Network security groups.
 */
final class BlockedClusterTraffic implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP206",
            "blocked-cluster-traffic",
            "a security group of one's own denies packets between the cluster's nodes and pods");

    private static final Set<Protocol> TRANSPORTS = Set.of(Protocol.TCP, Protocol.UDP);

    /** Packets that a group denies. */
    private record Denied(BlockedTraffic blocked, String kind) {}

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        Map<Subject, List<Denied>> bySubject = new LinkedHashMap<>();
        Reaches reaches = new Reaches();
        ClusterEnds ends = ClusterEnds.of(input);
        for (ClusterEnds.Pair pair : ends.pairs()) {
            PacketSet packets =
                    PacketSet.of(TRANSPORTS, pair.from().ranges(), pair.to().ranges(), List.of());
            for (TrafficDirection direction : TrafficDirection.values()) {
                boolean isInbound = direction == TrafficDirection.INBOUND;
                groups(isInbound ? pair.to() : pair.from(), direction, input).stream()
                        .flatMap(group -> BlockedTraffic.find(group, reaches.of(group, direction), packets).stream())
                        .map(blocked -> new Denied(
                                blocked, pair.from().name() + " to " + pair.to().name()))
                        .forEach(denied -> bySubject
                                .computeIfAbsent(denied.blocked().subject(), subject -> new ArrayList<>())
                                .add(denied));
            }
        }
        return bySubject.values().stream().map(denied -> finding(denied, input)).toList();
    }

    private static List<NetworkSecurityGroup> groups(ClusterEnds.End end, TrafficDirection direction, LintInput input) {
        List<NetworkSecurityGroup> groups = new ArrayList<>();
        end.locals()
                .forEach((node, local) -> NodeGroups.declared(node, direction, local, input).stream()
                        .filter(group -> groups.stream().noneMatch(seen -> isSame(seen, group)))
                        .forEach(groups::add));
        return groups;
    }

    /** A group on a thousand NICs of one subnet says the same on each. */
    private static boolean isSame(NetworkSecurityGroup one, NetworkSecurityGroup other) {
        return one.spec().equals(other.spec()) && one.tags().equals(other.tags());
    }

    private static Finding finding(List<Denied> all, LintInput input) {
        BlockedTraffic first = all.get(0).blocked();
        boolean isCut = all.stream().anyMatch(denied -> denied.blocked().extent() == BlockedTraffic.Extent.ALL);
        List<String> kinds = all.stream().map(Denied::kind).distinct().toList();
        return ID.finding(
                isCut ? Severity.ERROR : Severity.WARNING,
                first.subject(),
                first.where() + ", denies " + (isCut ? "" : "a part of ") + "the packets from " + Words.list(kinds)
                        + ", such as " + first.denied().get(0).packets().example(),
                new Advice(
                        (input.isOverlay() ? "Overlay does not encapsulate: " : "")
                                + "between nodes a packet carries the addresses of pods, and the groups of subnets and"
                                + " network cards judge it; DNS is cut first, wherever CoreDNS is on another node",
                        "allow, before the rule that denies, all ports and protocols from nodes to nodes, from nodes to"
                                + " pods and from pods to pods; keep workloads apart with network policies instead",
                        "Azure docs, Azure CNI Overlay networking, Network security groups"));
    }
}
