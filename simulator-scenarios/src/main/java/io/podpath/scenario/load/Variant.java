package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import java.util.List;

/**
 * One networking setup of a scenario with the probes to run in it.
 *
 * @param name its name; {@code default} if the scenario declares no variants
 * @param input what to simulate
 * @param probes the probes, in the order of the file
 * @param plan what is asked about addresses and ports
 */
public record Variant(String name, SimulationInput input, List<ExpectedProbe> probes, PlanSection plan) {

    public Variant {
        probes = List.copyOf(probes);
    }

    /** A variant of which only probes are asked. */
    public Variant(String name, SimulationInput input, List<ExpectedProbe> probes) {
        this(name, input, probes, PlanSection.of(input));
    }
}
