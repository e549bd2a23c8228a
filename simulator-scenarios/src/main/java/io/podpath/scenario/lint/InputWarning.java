package io.podpath.scenario.lint;

import io.podpath.cluster.Subject;
import io.podpath.lint.Advice;
import io.podpath.lint.Finding;
import io.podpath.lint.RuleId;
import io.podpath.lint.Severity;
import io.podpath.scenario.load.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the reader of a scenario warns of, as a finding, so that one report holds everything.
 *
 * <p>Some rules say the same as the reader, better: where one of them has found something, the reader's warning about the
 * same place is left out.
 */
public final class InputWarning {

    /** How it is called. */
    public static final RuleId ID = new RuleId("PP001", "input-warning", "the reader warns of the input");

    /** Rules that begin where the reader's checks warn as well. */
    private static final Set<String> SAY_IT_BETTER =
            Set.of("PP101", "PP102", "PP202", "PP401", "PP402", "PP403", "PP404");

    private InputWarning() {}

    /** The problem as a finding, if it is a warning. */
    static Optional<PlacedFinding> of(Problem problem) {
        if (problem.severity() != Problem.Severity.WARNING) {
            return Optional.empty();
        }
        Finding finding = ID.finding(
                Severity.WARNING,
                new Subject("input", ""),
                problem.message(),
                new Advice(
                        "podpath reads it, but takes it for a slip",
                        "correct the input; 'podpath validate' shows the line",
                        "podpath"));
        return Optional.of(new PlacedFinding(finding, problem.location(), List.of()));
    }

    static boolean isSaidBetter(PlacedFinding warning, PlacedFinding other) {
        return SAY_IT_BETTER.contains(other.finding().code())
                && other.location().equals(warning.location());
    }
}
