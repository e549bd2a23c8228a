package io.podpath.netfilter;

import java.util.Optional;

/** A rule of any engine, as a trace shows it: its text is its string form. */
public interface RecordedRule {

    /** What its writer says about it, if anything. */
    Optional<String> findComment();

    /** Where it stands in the file it was read from, 0 if it was not read. */
    default int line() {
        return 0;
    }
}
