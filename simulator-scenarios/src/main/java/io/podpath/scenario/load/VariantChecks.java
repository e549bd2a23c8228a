package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import io.podpath.scenario.validate.CheckedProbe;
import io.podpath.scenario.validate.Finding;
import io.podpath.scenario.validate.InputChecks;
import io.podpath.trace.Disposition;
import io.podpath.trace.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the checks on every variant and says of each finding in which variants it is. */
final class VariantChecks {

    private final Problems problems;
    private final boolean guessed;

    /**
     * @param problems where findings go
     * @param guessed whether the flags of the cluster are a guess, so that objects that do not fit them are no error
     */
    VariantChecks(Problems problems, boolean guessed) {
        this.problems = problems;
        this.guessed = guessed;
    }

    void run(List<ScenarioBinder.Bound> variants) {
        Map<Problem, List<String>> found = new LinkedHashMap<>();
        for (ScenarioBinder.Bound bound : variants) {
            Variant variant = bound.variant();
            List<CheckedProbe> probes =
                    variant.probes().stream().map(VariantChecks::checked).toList();
            for (Finding finding : InputChecks.run(variant.input(), probes)) {
                boolean error = finding.level() == Finding.Level.ERROR && !guessed;
                Problem problem = new Problem(
                        error ? Severity.ERROR : Severity.WARNING,
                        bound.locations().find(finding.subject()),
                        finding.message());
                found.computeIfAbsent(problem, key -> new ArrayList<>()).add(variant.name());
            }
        }
        found.forEach((problem, names) ->
                problems.add(names.size() == variants.size() ? problem : inVariants(problem, names)));
    }

    private static Problem inVariants(Problem problem, List<String> names) {
        String label = names.size() == 1 ? " (variant " : " (variants ";
        return new Problem(
                problem.severity(), problem.location(), problem.message() + label + String.join(", ", names) + ")");
    }

    private static CheckedProbe checked(ExpectedProbe probe) {
        Expectation expectation = probe.expectation();
        boolean otherOutcome = expectation
                .findOutcome()
                .filter(outcome -> outcome != Outcome.CONNECTED)
                .isPresent();
        boolean otherEnd = expectation
                .findDisposition()
                .filter(disposition -> disposition != Disposition.DELIVERED)
                .isPresent();
        return new CheckedProbe(probe.probe(), otherOutcome || otherEnd);
    }
}
