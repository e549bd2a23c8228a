package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.netfilter.ConntrackMatch;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -m state --state}: the older spelling of {@code -m conntrack --ctstate}.
 *
 * @param match what it means
 */
public record StateMatch(ConntrackMatch match) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return match.matches(packet, context);
    }

    @Override
    public boolean needsConntrack() {
        return true;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return match.explainMismatch(packet, context);
    }

    @Override
    public String toString() {
        return match.toString().replace("-m conntrack", "-m state").replace("--ctstate", "--state");
    }
}
