package io.podpath.netfilter;

import io.podpath.trace.RuleReference;

/**
 * A rule that matched a packet, as the kernel's TRACE target would report it.
 *
 * @param table the table
 * @param chain the chain
 * @param number the rule's number in the chain, from 1
 * @param rule the rule
 */
public record RuleHit(Table table, String chain, int number, Rule rule) {

    /** For the trace: {@code nat KUBE-SERVICES 3} and the rule's text. */
    public RuleReference reference() {
        return new RuleReference(table.label() + " " + chain + " " + number, rule.toString());
    }
}
