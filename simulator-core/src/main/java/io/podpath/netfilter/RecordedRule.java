package io.podpath.netfilter;

import java.util.Optional;

/** A rule of any engine, as a trace shows it: its text is its string form. */
public interface RecordedRule {

    /** What its writer says about it, if anything. */
    Optional<String> findComment();
}
