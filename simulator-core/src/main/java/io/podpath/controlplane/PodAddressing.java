package io.podpath.controlplane;

import io.podpath.aks.ModelProblemException;
import io.podpath.cluster.Pod;
import io.podpath.cni.NodePlan;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives placed pods their addresses, one of each family of their node: those of the host for host-network pods, declared
 * ones kept, others in order.
 */
final class PodAddressing {

    private final Map<String, NodePlan> nodes = new HashMap<>();
    private final Map<String, Iterator<IpAddress>> free = new HashMap<>();
    private final Map<String, Iterator<IpAddress>> freeIpv6 = new HashMap<>();
    private final Set<IpAddress> taken = new HashSet<>();

    PodAddressing(List<NodePlan> plans) {
        for (NodePlan plan : plans) {
            nodes.put(plan.name(), plan);
            free.put(plan.name(), plan.podAddresses().iterator());
            plan.findIpv6()
                    .ifPresent(ipv6 ->
                            freeIpv6.put(plan.name(), ipv6.podAddresses().iterator()));
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
        if (node == null || pod.status().finished()) {
            return pod;
        }
        List<IpAddress> addresses = new ArrayList<>(pod.status().podIps());
        for (IpAddress ofNode : node.ips()) {
            if (addresses.stream().noneMatch(address -> address.family() == ofNode.family())) {
                addresses.add(pod.spec().hostNetwork() ? ofNode : next(pod, node, ofNode.family()));
            }
        }
        return pod.withPodIps(addresses);
    }

    private IpAddress next(Pod pod, NodePlan node, IpFamily family) {
        Iterator<IpAddress> candidates = (family == IpFamily.IPV4 ? free : freeIpv6).get(node.name());
        while (candidates != null && candidates.hasNext()) {
            IpAddress candidate = candidates.next();
            if (taken.add(candidate)) {
                return candidate;
            }
        }
        throw new ModelProblemException("node " + node.name() + " has no pod address left for " + pod.name());
    }
}
