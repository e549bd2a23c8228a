package io.podpath.cni;

import io.podpath.aks.AksCluster;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ClusterProblem;
import io.podpath.cluster.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster with everything the control plane and AKS allocate: the base all elements are made from.
 *
 * @param cluster the flags
 * @param model the networking model
 * @param subnet the cluster's own subnet: that of nodes whose pool names none, and of internal frontends
 * @param nodes the nodes with their addresses
 * @param objects the objects, pods placed and addressed, Services and EndpointSlices complete
 * @param problems what the control plane could not do
 */
public record ClusterPlan(
        AksCluster cluster,
        NetworkModel model,
        NodeSubnet subnet,
        List<NodePlan> nodes,
        ClusterObjects objects,
        List<ClusterProblem> problems) {

    public ClusterPlan {
        nodes = List.copyOf(nodes);
        problems = List.copyOf(problems);
    }

    /** The node with this name. */
    public Optional<NodePlan> findNode(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The running pods of every node. */
    public Map<String, List<Pod>> podsByNode() {
        Map<String, List<Pod>> byNode = new LinkedHashMap<>();
        nodes.forEach(node -> byNode.put(node.name(), new ArrayList<>()));
        for (Pod pod : objects.pods()) {
            List<Pod> pods = byNode.get(pod.spec().findNodeName().orElse(""));
            if (pods != null && !pod.status().finished()) {
                pods.add(pod);
            }
        }
        return byNode;
    }
}
