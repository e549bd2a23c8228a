package io.podpath.kubeproxy;

import io.podpath.ipvs.VirtualServer;
import io.podpath.model.IpAddress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What kube-proxy in ipvs mode wants on one node, apart from the rules, which are the same everywhere but for this.
 *
 * @param virtualServers all virtual servers, those of a service port together
 * @param sets the entries of each set in the spelling of ipset; a set without entries may be absent
 * @param boundAddresses the addresses on {@code kube-ipvs0}
 * @param closedToNode load balancer addresses that processes of the node may not use
 */
public record IpvsNode(
        List<VirtualServer> virtualServers,
        Map<KubeIpSet, SortedSet<String>> sets,
        List<IpAddress> boundAddresses,
        List<ClosedToNode> closedToNode) {

    /** The dummy interface whose addresses make Service addresses local. */
    public static final String DUMMY_INTERFACE = "kube-ipvs0";

    public IpvsNode {
        virtualServers = List.copyOf(virtualServers);
        EnumMap<KubeIpSet, SortedSet<String>> copy = new EnumMap<>(KubeIpSet.class);
        sets.forEach((set, entries) -> copy.put(set, Collections.unmodifiableSortedSet(new TreeSet<>(entries))));
        sets = Collections.unmodifiableMap(copy);
        boundAddresses = List.copyOf(boundAddresses);
        closedToNode = List.copyOf(closedToNode);
    }

    /**
     * A load balancer address whose source ranges leave the node out.
     *
     * @param service the service port
     * @param address the load balancer's address
     */
    public record ClosedToNode(ServicePortInfo service, IpAddress address) {}

    /** The entries of a set, sorted. */
    public SortedSet<String> entries(KubeIpSet set) {
        return sets.getOrDefault(set, Collections.emptySortedSet());
    }
}
