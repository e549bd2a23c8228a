package io.podpath.netfilter.match;

import io.podpath.element.Fraction;
import io.podpath.model.Packet;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -m statistic} in the forms kube-proxy does not write: every n-th packet, and negated ones.
 *
 * <p><i>Models:</i> every n-th packet as a chance of one in n, because nobody knows how many packets came before.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_statistic.c}.
 *
 * @param probability how often it matches
 * @param text as {@code iptables-save} prints it
 */
public record ChanceMatch(Fraction probability, String text) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return context.choices().happens(probability, text);
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "the chance of " + probability + " fell on a later rule";
    }

    @Override
    public String toString() {
        return text;
    }
}
