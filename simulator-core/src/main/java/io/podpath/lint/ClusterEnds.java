package io.podpath.lint;

import io.podpath.cni.NodePlan;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes and the pods of a cluster as security groups see them.
 *
 * @param nodes the nodes
 * @param pods the pods
 * @param keepsPodAddress whether a node sees the address of a pod on another node
 */
record ClusterEnds(End nodes, End pods, boolean keepsPodAddress) {

    /**
     * One of the two.
     *
     * @param name in words
     * @param ranges the addresses
     * @param locals an address of it on each node
     */
    record End(String name, List<Cidr> ranges, Map<NodePlan, IpAddress> locals) {}

    /** Packets from one end to another. */
    record Pair(End from, End to) {}

    static ClusterEnds of(LintInput input) {
        Set<Cidr> podRanges = new LinkedHashSet<>();
        Map<NodePlan, IpAddress> podLocals = new LinkedHashMap<>();
        Map<NodePlan, IpAddress> nodeLocals = new LinkedHashMap<>();
        List<Cidr> hosts = new ArrayList<>();
        for (NodePlan node : input.network().plan().nodes()) {
            // Other machines may be in the subnet of the nodes, so that their addresses count one by one.
            hosts.add(Cidr.host(node.ip()));
            nodeLocals.put(node, node.ip());
            node.findPodSubnet().ifPresent(share -> {
                podRanges.add(share.prefix());
                share.held().stream().findFirst().ifPresent(held -> podLocals.put(node, held.network()));
            });
            if (node.findPodSubnet().isEmpty()) {
                node.podAddresses().stream().findFirst().ifPresent(address -> podLocals.put(node, address));
                node.findPodCidr()
                        .ifPresentOrElse(
                                podRanges::add,
                                () -> node.podAddresses().forEach(address -> podRanges.add(Cidr.host(address))));
            }
        }
        End nodes = new End("nodes", hosts, nodeLocals);
        End pods = new End("pods", List.copyOf(podRanges), podLocals);
        return new ClusterEnds(
                nodes, pods, input.cluster().ranges().findPodCidr().isEmpty());
    }

    /** Who has to reach whom. */
    List<Pair> pairs() {
        List<Pair> pairs =
                new ArrayList<>(List.of(new Pair(nodes, nodes), new Pair(nodes, pods), new Pair(pods, pods)));
        if (keepsPodAddress) {
            pairs.add(new Pair(pods, nodes));
        }
        return pairs;
    }
}
