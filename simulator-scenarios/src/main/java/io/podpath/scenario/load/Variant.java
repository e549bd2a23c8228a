package io.podpath.scenario.load;

import io.podpath.SimulationInput;
import java.util.List;

/**
 * One networking setup of a scenario with the probes to run in it.
 *
 * @param name its name; {@code default} if the scenario declares no variants
 * @param input what to simulate
 * @param probes the probes, in the order of the file
 */
public record Variant(String name, SimulationInput input, List<ExpectedProbe> probes) {

    public Variant {
        probes = List.copyOf(probes);
    }
}
