package io.podpath.scenario.run;

import java.util.List;

/**
 * What came of the probes in one networking setup.
 *
 * @param name the variant's name
 * @param seed what decided the random choices
 * @param addressUse how many addresses the setup takes
 * @param probes in the order of the file
 */
public record VariantResult(String name, long seed, AddressUse addressUse, List<ProbeResult> probes) {

    public VariantResult {
        probes = List.copyOf(probes);
    }
}
