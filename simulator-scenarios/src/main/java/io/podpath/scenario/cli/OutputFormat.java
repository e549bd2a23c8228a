package io.podpath.scenario.cli;

import java.util.Locale;

/** The values of {@code -o}. */
enum OutputFormat {
    /** What decided. */
    TEXT,
    /** Every step. */
    WIDE,
    /** The result contract. */
    JSON;

    /** The spelling on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
