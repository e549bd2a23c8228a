package io.podpath.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The scheduler: binds pods to nodes, deterministically and spread out.
 *
 * <p><i>Models:</i> {@code nodeName} is taken as it is; {@code nodeSelector} and required node affinity must hold;
 * cordoned nodes get no new pods; a node runs at most its maximum of pods; a host port is given once per node. Among
 * the nodes that fit, the pod goes to the one with the fewest pods like it, then to the zone with the fewest pods like
 * it, then to the node with the fewest pods, then to the first node. Pods are alike if they have the same namespace and
 * labels, which is what pods of one workload have. <i>Does not model:</i> resources, taints, preferences, affinity
 * between pods; the real scheduler scores nodes and breaks ties at random.
 *
 * <p>Pods of one workload are placed together from one heap per zone, so the cost is about (workloads x nodes) + (pods
 * x log nodes), not pods x nodes.
 *
 * <p><i>Source:</i> Kubernetes docs, Scheduling, Pod Topology Spread Constraints (default constraints).
 */
public final class PodScheduler {

    /**
     * All pods after scheduling.
     *
     * @param pods the pods in the order given, bound to a node wherever one was found
     * @param problems a line for each pod that found none
     */
    public record Result(List<Pod> pods, List<ClusterProblem> problems) {

        public Result {
            pods = List.copyOf(pods);
            problems = List.copyOf(problems);
        }
    }

    private final List<NodeLoad> nodes = new ArrayList<>();
    private final Map<String, NodeLoad> byName = new HashMap<>();
    private final Map<NodeFit, List<NodeLoad>> fitting = new HashMap<>();
    private final List<ClusterProblem> problems = new ArrayList<>();

    private PodScheduler(List<NodeSpec> specs, ToIntFunction<NodeSpec> maxPods) {
        for (NodeSpec spec : specs) {
            NodeLoad node = new NodeLoad(spec, nodes.size(), maxPods.applyAsInt(spec));
            nodes.add(node);
            byName.putIfAbsent(spec.name(), node);
        }
    }

    /**
     * Binds every pod that has no node yet.
     *
     * @param pods the pods; those that are finished need no node
     * @param nodes the nodes, in the order ties are broken
     * @param maxPods how many pods a node may run
     */
    public static Result schedule(List<Pod> pods, List<NodeSpec> nodes, ToIntFunction<NodeSpec> maxPods) {
        PodScheduler scheduler = new PodScheduler(nodes, maxPods);
        List<Pod> bound = scheduler.run(pods);
        return new Result(bound, scheduler.problems);
    }

    private List<Pod> run(List<Pod> pods) {
        List<Pod> result = new ArrayList<>(pods);
        Map<PodGroup, List<Integer>> waiting = new LinkedHashMap<>();
        for (int i = 0; i < pods.size(); i++) {
            Pod pod = pods.get(i);
            if (pod.spec().nodeName() != null) {
                countBound(pod, pod.spec().nodeName());
            } else if (!pod.status().finished()) {
                waiting.computeIfAbsent(PodGroup.of(pod), key -> new ArrayList<>())
                        .add(i);
            }
        }
        waiting.forEach((group, members) -> {
            GroupPlacement placement = new GroupPlacement(group, fittingNodes(pods.get(members.get(0))));
            for (int member : members) {
                Pod pod = pods.get(member);
                placement
                        .place()
                        .ifPresentOrElse(
                                node -> result.set(member, pod.onNode(node)),
                                () -> problems.add(new ClusterProblem(pod.name(), explain(pod))));
            }
        });
        return result;
    }

    private void countBound(Pod pod, String nodeName) {
        NodeLoad node = byName.get(nodeName);
        if (node == null) {
            problems.add(new ClusterProblem(
                    pod.name(), "the pod names node '" + nodeName + "', which the cluster does not have"));
        } else if (!pod.status().finished()) {
            node.addBound(PodGroup.of(pod));
        }
    }

    private List<NodeLoad> fittingNodes(Pod pod) {
        return fitting.computeIfAbsent(
                NodeFit.of(pod.spec()),
                fit -> nodes.stream()
                        .filter(node -> node.spec().schedulable() && fit.isSatisfiedBy(node.spec()))
                        .toList());
    }

    private String explain(Pod pod) {
        NodeFit fit = NodeFit.of(pod.spec());
        List<NodeLoad> matching =
                nodes.stream().filter(node -> fit.isSatisfiedBy(node.spec())).toList();
        List<NodeLoad> open =
                matching.stream().filter(node -> node.spec().schedulable()).toList();
        String count = "no node for the pod: of " + nodes.size() + " nodes ";
        if (matching.isEmpty()) {
            return count + "none has the labels it demands";
        }
        if (open.isEmpty()) {
            return count + matching.size() + " fit, but they are cordoned";
        }
        return open.stream().allMatch(NodeLoad::isFull)
                ? count + open.size() + " fit, but they run their maximum of pods"
                : count + open.size() + " fit, but they are full or its host ports are taken there";
    }
}
