package io.podpath.scenario.report;

import io.podpath.trace.RuleReference;

/** Rules in their owner's words. */
final class RuleText {

    private RuleText() {}

    /**
     * Where the rule stands and what it says.
     *
     * <p>The {@code -A CHAIN} of an iptables rule is left out, because the place names table, chain and number already.
     */
    static String of(RuleReference rule) {
        String text = rule.text();
        if (text.startsWith("-A ")) {
            int end = text.indexOf(' ', 3);
            text = end < 0 ? "" : text.substring(end + 1);
        }
        return text.isEmpty() ? rule.where() : rule.where() + ": " + text;
    }
}
