package io.podpath.scenario.cli;

import java.util.Locale;

/** The values of {@code lint -o}. */
enum LintFormat {
    /** For people. */
    TEXT,
    /** The lint contract. */
    JSON,
    /** For code scanning. */
    SARIF;

    /** The spelling on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
