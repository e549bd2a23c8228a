package io.podpath.lint;

import io.podpath.cluster.Subject;

/**
 * Something about the declared state that a person should know.
 *
 * @param rule the rule that found it
 * @param severity how bad it is
 * @param subject what it is about
 * @param what what is the matter, in one sentence without a full stop
 * @param advice why, and what to do
 */
public record Finding(RuleId rule, Severity severity, Subject subject, String what, Advice advice) {

    /** The code of the rule. */
    public String code() {
        return rule.code();
    }
}
