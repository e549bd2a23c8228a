package io.podpath.netfilter;

import io.podpath.model.Packet;

/** Tells which rules that did not match are worth showing, and why they did not match. */
final class RuleRelevance {

    private RuleRelevance() {}

    /** True if the rule names something specific that the packet has, or depends on chance or memory. */
    static boolean isNearMiss(Rule rule, Packet packet, MatchContext context) {
        HeaderMatch header = rule.header();
        HeaderMatch.Address destination = header.destination();
        if (destination != null && !destination.matches(packet.destination().address())) {
            return false;
        }
        boolean specific = destination != null && !destination.negated();
        HeaderMatch.Address source = header.source();
        specific |= source != null && source.matches(packet.source().address()) && !source.negated();
        for (Match match : rule.matches()) {
            if (match instanceof PortMatch port && port.destination() != null) {
                if (port.matches(packet, context)) {
                    specific = true;
                } else if (destination == null) {
                    return false;
                }
            }
            specific |= match instanceof StatisticMatch || match instanceof RecentMatch;
        }
        return specific;
    }

    /** The first part of the rule that does not match, in words. */
    static String explainMismatch(Rule rule, Packet packet, MatchContext context) {
        if (!rule.header().matches(packet, context)) {
            return rule.header().explainMismatch(packet, context);
        }
        Match asked = null;
        for (Match match : rule.matches()) {
            if (!match.isRepeatable()) {
                asked = asked == null ? match : asked;
            } else if (!isUnknown(match, packet, context) && !match.matches(packet, context)) {
                return match.explainMismatch(packet, context);
            }
        }
        // Asking chance, memory or a limit again would change the walk, so it is inferred that they said no.
        if (asked != null) {
            return asked.explainMismatch(packet, context);
        }
        return "it matched";
    }

    private static boolean isUnknown(Match match, Packet packet, MatchContext context) {
        return match instanceof UncertainMatch uncertain && uncertain.findUnknown(packet, context) != null;
    }
}
