package io.podpath.cluster;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod.
 *
 * @param name namespace and name
 * @param labels its labels
 * @param spec what it asks for
 * @param status what is known of it
 */
public record Pod(NamespacedName name, Map<String, String> labels, PodSpec spec, PodStatus status) {

    public Pod {
        labels = Map.copyOf(labels);
    }

    /** Its address of the first family, once allocated. */
    public Optional<IpAddress> findPodIp() {
        return status.podIps().stream().findFirst();
    }

    /** The same pod bound to a node. */
    public Pod onNode(String node) {
        return new Pod(name, labels, spec.onNode(node), status);
    }

    /** The same pod with these addresses. */
    public Pod withPodIps(List<IpAddress> addresses) {
        return new Pod(name, labels, spec, status.withPodIps(addresses));
    }
}
