package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.AksCluster;
import io.podpath.cluster.Pod;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ranges that the pods of a cluster have their addresses from.
 *
 * @param ranges the pod CIDR, or the subnets of pods, or in a flat network without them those of the nodes
 */
public record PodRange(List<Cidr> ranges) {

    public PodRange {
        ranges = List.copyOf(ranges);
    }

    /** The ranges of a cluster; nothing if podpath does not know the model. */
    public static Optional<PodRange> of(SimulationInput input) {
        return of(input, NodeNetwork.of(input));
    }

    static Optional<PodRange> of(SimulationInput input, NodeNetwork network) {
        AksCluster cluster = input.cluster();
        if (cluster.ranges().findPodCidr().isPresent()) {
            return Optional.of(new PodRange(cluster.ranges().podCidrs()));
        }
        boolean flat = cluster.networking().pluginMode().isEmpty();
        List<Cidr> subnets = cluster.usesPodSubnet() ? network.podSubnets() : network.subnets();
        return flat && !subnets.isEmpty() ? Optional.of(new PodRange(subnets)) : Optional.empty();
    }

    /** Whether a pod has addresses of its own and one of them is outside the ranges. */
    public boolean isOutside(Pod pod) {
        return hasOwnNetwork(pod) && pod.status().podIps().stream().anyMatch(this::isOutside);
    }

    boolean isOutside(IpAddress ip) {
        return ranges.stream().anyMatch(range -> range.family() == ip.family())
                && ranges.stream().noneMatch(range -> range.contains(ip));
    }

    /** Whether one of the ranges holds all of another. */
    public boolean contains(Cidr other) {
        return ranges.stream().anyMatch(range -> range.contains(other));
    }

    /** Pods in the host's network and pods that ended have no address of the range. */
    public static boolean hasOwnNetwork(Pod pod) {
        return !pod.spec().hostNetwork() && !pod.status().finished();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Cidr::toString).collect(Collectors.joining(" and "));
    }
}
