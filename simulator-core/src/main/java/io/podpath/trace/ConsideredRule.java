package io.podpath.trace;

/**
 * A rule that looks relevant but did not apply.
 *
 * @param rule the rule
 * @param because the field that failed, for example {@code source 10.1.0.4 is not in 10.0.0.0/8}
 */
public record ConsideredRule(RuleReference rule, String because) {}
