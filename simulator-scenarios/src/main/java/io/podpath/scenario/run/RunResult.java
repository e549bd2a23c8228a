package io.podpath.scenario.run;

import io.podpath.scenario.load.Problem;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came of a scenario; the text and JSON views are made from this and nothing else.
 *
 * @param scenario the scenario's short name
 * @param title the question it answers
 * @param variants in the order of the file
 * @param problems probes that could not be sent, as the person's mistakes
 */
public record RunResult(String scenario, String title, List<VariantResult> variants, List<Problem> problems) {

    /** The version of the result contract, which changes when a consumer would have to. */
    public static final String CONTRACT = "podpath.result/1";

    public RunResult {
        variants = List.copyOf(variants);
        problems = List.copyOf(problems);
    }

    /** All probes of all variants. */
    public Stream<ProbeResult> probes() {
        return variants.stream().flatMap(variant -> variant.probes().stream());
    }

    /** All plans of all variants. */
    public Stream<PlanResult> plans() {
        return variants.stream().flatMap(variant -> variant.plans().stream());
    }

    /** How many probes and plans came out differently from what was expected. */
    public long countUnexpected() {
        return probes().filter(probe -> !probe.isAsExpected()).count()
                + plans().filter(plan -> !plan.isAsExpected()).count();
    }

    /**
     * True if podpath could not decide a flow that nobody expects to be undecided.
     *
     * <p>A scenario that asserts {@code outcome: undecided} has its answer.
     */
    public boolean isIncomplete() {
        return probes().anyMatch(probe -> probe.flow().outcome() == Outcome.UNDECIDED
                && probe.expected().expectation().outcome() != Outcome.UNDECIDED);
    }

    /** Whether a part of the run could not be done; warnings alone leave it whole. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }
}
