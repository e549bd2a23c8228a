package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -m limit}: matches as long as the bucket of the rule holds a token.
 *
 * <p><i>Models:</i> the bucket in virtual time, full at the start of the walk. <i>Does not model:</i> how full it is on
 * the node the rules come from.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_limit.c}.
 *
 * @param rate as written, {@code 5/min}
 * @param tokenNanos how long a token takes to come back
 * @param burst how many tokens the bucket holds
 */
public record LimitMatch(String rate, long tokenNanos, int burst) implements Match {

    /** What {@code iptables} takes if the rule does not say. */
    public static final int DEFAULT_BURST = 5;

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return context.limitBuckets().take(this, tokenNanos, burst, context.nowNanos());
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "the limit of " + rate + " is used up";
    }

    @Override
    public String toString() {
        return "-m limit --limit " + rate + (burst == DEFAULT_BURST ? "" : " --limit-burst " + burst);
    }
}
