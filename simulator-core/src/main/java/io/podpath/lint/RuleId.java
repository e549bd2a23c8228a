package io.podpath.lint;

import io.podpath.cluster.Subject;

/**
 * How a rule is called.
 *
 * @param code stable, such as {@code PP101}; the first digit is the group: 1 addresses, 2 security groups, 3 routes, 4
 *     Kubernetes objects, 5 retirements
 * @param name the code for people, such as {@code pod-range-overlap}
 * @param title what the rule looks for, in one sentence
 */
public record RuleId(String code, String name, String title) {

    /** A finding of the rule. */
    public Finding finding(Severity severity, Subject subject, String what, Advice advice) {
        return new Finding(this, severity, subject, what, advice);
    }
}
