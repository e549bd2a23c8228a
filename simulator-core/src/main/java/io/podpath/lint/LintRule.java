package io.podpath.lint;

import java.util.List;

/** Something a linter knows to look for. It keeps no state; equal input gives equal findings in equal order. */
public interface LintRule {

    /** Code and name, which never change their meaning. */
    RuleId id();

    /** What is the matter with the input; empty if nothing is, or if podpath cannot tell. */
    List<Finding> check(LintInput input);
}
