package io.podpath.scenario.lint;

import io.podpath.lint.Severity;
import java.util.List;

/**
 * Everything found in one scenario.
 *
 * @param scenario its name
 * @param findings what was found, in order of place
 */
public record LintReport(String scenario, List<PlacedFinding> findings) {

    /** The version of the JSON form, which changes when a consumer would have to. */
    public static final String CONTRACT = "podpath.lint/1";

    public LintReport {
        findings = List.copyOf(findings);
    }

    /** Whether there is anything worse than a note. */
    public boolean asksForChange() {
        return findings.stream().anyMatch(found -> found.finding().severity() != Severity.NOTE);
    }

    /** How many findings there are of a severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(found -> found.finding().severity() == severity)
                .count();
    }
}
