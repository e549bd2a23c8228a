package io.podpath.cluster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Pods that are alike: replicas of one workload, told by namespace, labels and demands, since a pod does not name its
 * owner here.
 *
 * @param namespace their namespace
 * @param labels their labels without those that number replicas
 * @param fit what they demand of a node
 * @param hostPorts the ports they take on a node
 */
record PodGroup(String namespace, Map<String, String> labels, NodeFit fit, Set<HostPort> hostPorts) {

    static PodGroup of(Pod pod) {
        Map<String, String> labels = pod.labels();
        if (labels.containsKey(WorkloadExpansion.STATEFUL_SET_POD_NAME_LABEL)) {
            labels = new HashMap<>(labels);
            labels.remove(WorkloadExpansion.STATEFUL_SET_POD_NAME_LABEL);
            labels.remove(WorkloadExpansion.POD_INDEX_LABEL);
        }
        return new PodGroup(pod.name().namespace(), labels, NodeFit.of(pod.spec()), hostPorts(pod.spec()));
    }

    /** A pod in the host's network takes its container ports there, as the API server's defaulting says. */
    private static Set<HostPort> hostPorts(PodSpec spec) {
        Set<HostPort> taken = new HashSet<>();
        for (ContainerPort port : spec.ports()) {
            int number = spec.hostNetwork() ? port.port() : port.hostPort();
            if (number != 0) {
                taken.add(new HostPort(port.protocol(), number));
            }
        }
        return taken;
    }
}
