package io.podpath.lint;

import java.util.List;

/** Asks all rules. */
public final class Linter {

    private Linter() {}

    /** Everything the rules have to say, in the order of their codes. */
    public static List<Finding> lint(LintInput input) {
        return LintRules.ALL.stream()
                .flatMap(rule -> rule.check(input).stream())
                .distinct()
                .toList();
    }
}
