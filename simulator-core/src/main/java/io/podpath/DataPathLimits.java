package io.podpath;

import io.podpath.cluster.Pod;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.ServiceDestinations;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Flows that a plugin of one's own would carry: those of pods and Services. */
final class DataPathLimits {

    private final boolean hasOwnPlugin;
    private final Set<IpAddress> podIps = new HashSet<>();
    private final ServiceDestinations services;

    DataPathLimits(ClusterPlan plan) {
        hasOwnPlugin = plan.cluster().networking().plugin().equals("none");
        services = ServiceDestinations.of(plan);
        for (Pod pod : plan.objects().pods()) {
            if (!pod.spec().hostNetwork()) {
                podIps.addAll(pod.status().podIps());
            }
        }
    }

    /** What stands in the way of a flow, if anything. */
    Optional<String> explain(ProbeRoute route) {
        TransportAddress destination = route.destination();
        boolean isOfPlugin = route.fromElement().startsWith("pod/")
                || podIps.contains(destination.address())
                || services.contains(destination);
        return hasOwnPlugin && isOfPlugin
                ? Optional.of("with network plugin none the path of pods is that of your own plugin")
                : Optional.empty();
    }
}
