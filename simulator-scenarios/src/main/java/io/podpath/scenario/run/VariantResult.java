package io.podpath.scenario.run;

import java.util.List;

/**
 * What came of the probes and plans in one networking setup.
 *
 * @param name the variant's name
 * @param seed what decided the random choices
 * @param addressUse how many addresses the setup takes
 * @param probes in the order of the file
 * @param plans in the order of the file
 */
public record VariantResult(
        String name, long seed, AddressUse addressUse, List<ProbeResult> probes, List<PlanResult> plans) {

    public VariantResult {
        probes = List.copyOf(probes);
        plans = List.copyOf(plans);
    }

    /** A setup of which only probes were asked. */
    public VariantResult(String name, long seed, AddressUse addressUse, List<ProbeResult> probes) {
        this(name, seed, addressUse, probes, List.of());
    }
}
