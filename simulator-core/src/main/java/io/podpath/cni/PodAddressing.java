package io.podpath.cni;

import io.podpath.cluster.Pod;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives placed pods their addresses: those of the host for host-network pods, declared ones kept, others in order. */
final class PodAddressing {

    private final Map<String, NodePlan> nodes = new HashMap<>();
    private final Map<String, Iterator<IpAddress>> free = new HashMap<>();
    private final Set<IpAddress> taken = new HashSet<>();

    PodAddressing(List<NodePlan> plans) {
        for (NodePlan plan : plans) {
            nodes.put(plan.name(), plan);
            free.put(plan.name(), plan.podAddresses().iterator());
        }
    }

    List<Pod> assign(List<Pod> pods) {
        pods.forEach(pod -> taken.addAll(pod.status().podIps()));
        List<Pod> addressed = new ArrayList<>(pods.size());
        pods.forEach(pod -> addressed.add(assign(pod)));
        return addressed;
    }

    private Pod assign(Pod pod) {
        NodePlan node = nodes.get(pod.spec().findNodeName().orElse(""));
        boolean done = !pod.status().podIps().isEmpty() || pod.status().finished();
        if (node == null || done) {
            return pod;
        }
        return pod.withPodIps(List.of(pod.spec().hostNetwork() ? node.ip() : next(pod, node)));
    }

    private IpAddress next(Pod pod, NodePlan node) {
        Iterator<IpAddress> candidates = free.get(node.name());
        while (candidates != null && candidates.hasNext()) {
            IpAddress candidate = candidates.next();
            if (taken.add(candidate)) {
                return candidate;
            }
        }
        throw new ModelProblemException("node " + node.name() + " has no pod address left for " + pod.name());
    }
}
