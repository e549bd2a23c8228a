package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;

/**
 * {@code -f}: second and further fragments. No modelled packet is one; with connection tracking the kernel has put them
 * together before any rule sees them.
 *
 * @param negated matches whole packets and first fragments
 */
public record FragmentMatch(boolean negated) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return negated;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "the packet is no fragment";
    }

    @Override
    public String toString() {
        return negated ? "! -f" : "-f";
    }
}
