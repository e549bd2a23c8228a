package io.podpath.scenario.report;

import io.podpath.lab.verify.ProbeVerdict;
import io.podpath.lab.verify.ProbeVerdict.Judgement;
import java.util.List;

/**
 * The kernel's verdicts on the probes of one variant of a scenario.
 *
 * @param scenario the scenario
 * @param variant the variant
 * @param verdicts one for each probe, in order
 */
public record VerifiedVariant(String scenario, String variant, List<ProbeVerdict> verdicts) {

    public VerifiedVariant {
        verdicts = List.copyOf(verdicts);
    }

    /** How many probes got this verdict. */
    public static long count(List<VerifiedVariant> variants, Judgement judgement) {
        return variants.stream()
                .flatMap(variant -> variant.verdicts().stream())
                .filter(verdict -> verdict.judgement() == judgement)
                .count();
    }
}
