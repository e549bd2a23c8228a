package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Pod;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.scenario.validate.PodRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The pod addresses of a dump in variants with another networking model.
 *
 * <p>A dump shows the addresses of the model the cluster has. Where a variant asks what another model would do, they mean
 * nothing: its pods get new addresses, and the endpoints derive from the selectors again. Addresses that fit no variant
 * are a slip of the author and stay, to be reported.
 */
final class ObservedAddresses {

    private ObservedAddresses() {}

    /** The variants, those of another model with their pods to be addressed anew. */
    static List<ScenarioBinder.Bound> adapt(List<ScenarioBinder.Bound> variants, Problems problems, Location where) {
        boolean oneFits = variants.stream()
                .anyMatch(bound -> misfit(bound.variant().input()).isEmpty());
        if (!oneFits) {
            return variants;
        }
        List<ScenarioBinder.Bound> adapted = new ArrayList<>();
        for (ScenarioBinder.Bound bound : variants) {
            Optional<PodRange> range = misfit(bound.variant().input());
            range.ifPresent(pods -> problems.info(
                    where,
                    "variant '" + bound.variant().name() + "': the listed pods have addresses outside " + pods
                            + "; there they get new ones"));
            adapted.add(range.map(pods -> readdressed(bound, pods)).orElse(bound));
        }
        return adapted;
    }

    /** The range of pods, if a listed pod has an address outside it. */
    private static Optional<PodRange> misfit(SimulationInput input) {
        return PodRange.of(input)
                .filter(range -> input.objects().pods().stream().anyMatch(range::isOutside));
    }

    private static ScenarioBinder.Bound readdressed(ScenarioBinder.Bound bound, PodRange range) {
        Variant variant = bound.variant();
        SimulationInput input = variant.input();
        SimulationInput changed =
                new SimulationInput(input.cluster(), input.azure(), readdressed(input.objects(), range), input.seed());
        return new ScenarioBinder.Bound(
                new Variant(variant.name(), changed, variant.probes(), variant.plan()), bound.declarations());
    }

    private static ClusterObjects readdressed(ClusterObjects objects, PodRange range) {
        List<Pod> pods = new ArrayList<>();
        Set<IpAddress> forgotten = new HashSet<>();
        for (Pod pod : objects.pods()) {
            if (PodRange.hasOwnNetwork(pod)) {
                forgotten.addAll(pod.status().podIps());
                pods.add(pod.withPodIps(List.of()));
            } else {
                pods.add(pod);
            }
        }
        List<NodeSpec> nodes =
                objects.nodes().stream().map(node -> inRange(node, range)).toList();
        List<EndpointSlice> slices = objects.endpointSlices().stream()
                .filter(slice -> slice.endpoints().stream()
                        .noneMatch(endpoint -> endpoint.addresses().stream().anyMatch(forgotten::contains)))
                .toList();
        return new ClusterObjects(
                nodes,
                objects.workloads(),
                pods,
                objects.services(),
                slices,
                objects.networkPolicies(),
                objects.httpRouting(),
                objects.addons());
    }

    private static NodeSpec inRange(NodeSpec node, PodRange range) {
        List<Cidr> podCidrs = node.podCidrs().stream().filter(range::contains).toList();
        return new NodeSpec(node.name(), node.labels(), node.addresses(), podCidrs, node.schedulable());
    }
}
