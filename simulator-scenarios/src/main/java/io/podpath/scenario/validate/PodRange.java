package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.cluster.Pod;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Optional;

/** The range that the pods of a cluster have their addresses from. */
public final class PodRange {

    private PodRange() {}

    /** The pod CIDR, or in a flat network the subnet of the nodes; nothing if podpath does not know the model. */
    public static Optional<Cidr> of(SimulationInput input) {
        return of(input, NodeNetwork.of(input));
    }

    static Optional<Cidr> of(SimulationInput input, NodeNetwork network) {
        Optional<Cidr> range = input.cluster().ranges().findPodCidr();
        boolean flat = input.cluster().networking().pluginMode().isEmpty();
        return range.isEmpty() && flat ? network.subnet() : range;
    }

    /** Whether a pod has addresses of its own and one of them is outside the range. */
    public static boolean isOutside(Cidr range, Pod pod) {
        return hasOwnNetwork(pod) && pod.status().podIps().stream().anyMatch(ip -> isOutside(range, ip));
    }

    static boolean isOutside(Cidr range, IpAddress ip) {
        return range.family() == ip.family() && !range.contains(ip);
    }

    /** Pods in the host's network and pods that ended have no address of the range. */
    public static boolean hasOwnNetwork(Pod pod) {
        return !pod.spec().hostNetwork() && !pod.status().finished();
    }
}
