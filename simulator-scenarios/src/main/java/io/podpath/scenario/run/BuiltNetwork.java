package io.podpath.scenario.run;

import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.Simulator;
import io.podpath.WeightedFlow;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ClusterProblem;
import io.podpath.model.IpAddress;
import io.podpath.trace.Flow;
import java.util.List;
import java.util.Optional;

/** A network that takes probes: the simulator as the runner needs it. */
public interface BuiltNetwork {

    /** Opens one connection; random choices come from the seed. */
    Flow send(Probe probe);

    /** Every way the probe can go. */
    List<WeightedFlow> sendAll(Probe probe);

    /** Who has this address, for example {@code pod/shop/web} or {@code node/node-0 cbr0}. */
    Optional<String> ownerOf(IpAddress address);

    /** The objects with everything the control plane allocated. */
    ClusterObjects objects();

    /** What the control plane could not do as declared, such as pods that fit no node. */
    default List<ClusterProblem> problems() {
        return List.of();
    }

    /** Builds the network that AKS would build. */
    static BuiltNetwork of(SimulationInput input) {
        Simulator simulator = Simulator.build(input);
        return new BuiltNetwork() {
            @Override
            public Flow send(Probe probe) {
                return simulator.send(probe);
            }

            @Override
            public List<WeightedFlow> sendAll(Probe probe) {
                return simulator.sendAll(probe);
            }

            @Override
            public Optional<String> ownerOf(IpAddress address) {
                return simulator.ownerOf(address);
            }

            @Override
            public ClusterObjects objects() {
                return simulator.objects();
            }

            @Override
            public List<ClusterProblem> problems() {
                return simulator.plan().problems();
            }
        };
    }
}
