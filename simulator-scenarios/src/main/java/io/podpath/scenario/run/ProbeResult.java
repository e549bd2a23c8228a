package io.podpath.scenario.run;

import io.podpath.WeightedFlow;
import io.podpath.scenario.load.ExpectedProbe;
import io.podpath.trace.Flow;
import java.util.List;

/**
 * What came of one probe in one variant.
 *
 * @param expected the probe and what was expected of it
 * @param flow what happened
 * @param addresses who is who in the flow
 * @param mismatches what came out differently; empty if the expectation is met
 * @param alternatives every way the probe can go; empty if they were not asked for
 */
public record ProbeResult(
        ExpectedProbe expected,
        Flow flow,
        AddressOwners addresses,
        List<Mismatch> mismatches,
        List<WeightedFlow> alternatives) {

    public ProbeResult {
        mismatches = List.copyOf(mismatches);
        alternatives = List.copyOf(alternatives);
    }

    /** True if nothing came out differently. */
    public boolean isAsExpected() {
        return mismatches.isEmpty();
    }
}
