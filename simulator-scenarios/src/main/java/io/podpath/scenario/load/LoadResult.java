package io.podpath.scenario.load;

import io.podpath.scenario.load.Problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of reading.
 *
 * @param scenario the scenario; empty exactly if there is an error among the problems
 * @param problems everything to say about the input, errors first, then by file and line
 * @param sourceLines the lines of the input, to show beside the problems
 * @param declarations where the things of each variant were declared, by its name
 */
public record LoadResult(
        Optional<Scenario> scenario,
        List<Problem> problems,
        SourceLines sourceLines,
        Map<String, Declarations> declarations) {

    public LoadResult {
        problems = List.copyOf(problems);
        declarations = Map.copyOf(declarations);
        boolean failed = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        if (failed == scenario.isPresent()) {
            throw new IllegalArgumentException("there is a scenario exactly if there is no error");
        }
    }
}
