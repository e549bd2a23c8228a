package io.podpath.scenario.testing;

import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.UnknownEndpointException;
import io.podpath.WeightedFlow;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.NodeSpec;
import io.podpath.element.Fraction;
import io.podpath.model.IpAddress;
import io.podpath.scenario.run.BuiltNetwork;
import io.podpath.trace.Flow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network that knows the flows of {@link SampleFlows} by the Service that is called. */
public final class SampleNetwork implements BuiltNetwork {

    private static final List<String> SERVICES = List.of("shop/web", "shop/empty", "shop/denied", "shop/unknown");

    /** The network is always the same. */
    public SampleNetwork(SimulationInput input) {
        if (!input.cluster().name().equals("aks")) {
            throw new IllegalArgumentException("not the sample cluster: " + input);
        }
    }

    @Override
    public Flow send(Probe probe) {
        return switch (probe.to().name()) {
            case "web" -> SampleFlows.connected();
            case "empty" -> SampleFlows.refused();
            case "denied" -> SampleFlows.denied();
            case "unknown" -> SampleFlows.undecided();
            case "broken" -> throw new IllegalStateException("two ends\nof one cable");
            default ->
                throw new UnknownEndpointException(
                        probe.to(), "there is no Service shop/" + probe.to().name(), SERVICES);
        };
    }

    @Override
    public List<WeightedFlow> sendAll(Probe probe) {
        Flow flow = send(probe);
        return List.of(
                new WeightedFlow(Fraction.of(1, 3), List.of("Service shop/web:http: endpoint 1 of 3"), flow),
                new WeightedFlow(Fraction.of(1, 3), List.of("Service shop/web:http: endpoint 2 of 3"), flow),
                new WeightedFlow(
                        Fraction.of(1, 3), List.of("Service shop/web:http: endpoint 3 of 3"), SampleFlows.denied()));
    }

    @Override
    public Optional<String> ownerOf(IpAddress address) {
        return SampleFlows.ownerOf(address);
    }

    @Override
    public ClusterObjects objects() {
        List<NodeSpec> nodes = List.of(
                new NodeSpec("node-0", Map.of(), List.of(), List.of(), true),
                new NodeSpec("node-1", Map.of(), List.of(), List.of(), true));
        ClusterObjects none = ClusterObjects.EMPTY;
        return new ClusterObjects(
                nodes,
                none.workloads(),
                none.pods(),
                none.services(),
                none.endpointSlices(),
                none.networkPolicies(),
                none.httpRouting(),
                none.addons());
    }
}
