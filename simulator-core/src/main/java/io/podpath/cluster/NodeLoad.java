package io.podpath.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a node runs so far. */
final class NodeLoad {

    private final NodeSpec spec;
    private final String zone;
    private final int order;
    private final int maxPods;
    private final Map<PodGroup, Integer> boundByGroup = new HashMap<>();
    private final Set<HostPort> hostPorts = new HashSet<>();
    private int podCount;

    NodeLoad(NodeSpec spec, int order, int maxPods) {
        this.spec = spec;
        this.zone = spec.findZone().orElse("");
        this.order = order;
        this.maxPods = maxPods;
    }

    NodeSpec spec() {
        return spec;
    }

    /** The zone of the node, empty if it has none. */
    String zone() {
        return zone;
    }

    int order() {
        return order;
    }

    int podCount() {
        return podCount;
    }

    /** How many pods of the group were bound to the node before scheduling began. */
    int boundCount(PodGroup group) {
        return boundByGroup.isEmpty() ? 0 : boundByGroup.getOrDefault(group, 0);
    }

    boolean isFull() {
        return podCount >= maxPods;
    }

    boolean hasFree(Set<HostPort> wanted) {
        return wanted.isEmpty() || wanted.stream().noneMatch(hostPorts::contains);
    }

    void addBound(PodGroup group) {
        boundByGroup.merge(group, 1, Integer::sum);
        add(group);
    }

    void add(PodGroup group) {
        podCount++;
        hostPorts.addAll(group.hostPorts());
    }
}
