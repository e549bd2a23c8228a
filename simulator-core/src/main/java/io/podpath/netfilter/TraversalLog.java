package io.podpath.netfilter;

import io.podpath.model.Packet;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.List;

/**
 * What a traversal of a table has to tell: the rules that matched, and the rules beside them that look relevant but did
 * not match.
 *
 * <p>A rule looks relevant if it names something specific that the packet has (its destination, its source or its port)
 * and yet fails on another field. Without this limit a node of 10,000 Services would list 10,000 rules.
 */
public final class TraversalLog {

    private static final int MAX_CONSIDERED = 12;

    private final List<RuleHit> hits = new ArrayList<>();
    private final List<ConsideredRule> considered = new ArrayList<>();

    /** A rule matched. */
    public void hit(RuleHit hit) {
        hits.add(hit);
    }

    /** A rule did not match although it looks relevant. */
    public void miss(RuleHit rule, String why) {
        if (considered.size() < MAX_CONSIDERED) {
            considered.add(new ConsideredRule(rule.reference(), why));
        }
    }

    void miss(Table table, Chain chain, int number, Rule rule, Packet packet, MatchContext context) {
        if (considered.size() < MAX_CONSIDERED && RuleRelevance.isNearMiss(rule, packet, context)) {
            RuleReference reference = new RuleHit(table.label(), chain.name(), number, rule).reference();
            considered.add(new ConsideredRule(reference, RuleRelevance.explainMismatch(rule, packet, context)));
        }
    }

    List<RuleHit> hits() {
        return hits;
    }

    List<ConsideredRule> considered() {
        return considered;
    }
}
