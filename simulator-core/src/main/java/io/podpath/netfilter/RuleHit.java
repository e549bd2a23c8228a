package io.podpath.netfilter;

import io.podpath.trace.RuleReference;

/**
 * A rule that matched a packet, as the kernel would report it when it traces.
 *
 * @param table the table: {@code nat}, {@code ip kube-proxy}
 * @param chain the chain
 * @param number the rule's number in the chain, from 1
 * @param rule the rule
 */
public record RuleHit(String table, String chain, int number, RecordedRule rule) {

    /** For the trace: {@code nat KUBE-SERVICES 3}, the line if the rule was read from a file, and the rule's text. */
    public RuleReference reference() {
        String line = rule.line() == 0 ? "" : " (line " + rule.line() + ")";
        return new RuleReference(table + " " + chain + " " + number + line, rule.toString());
    }
}
