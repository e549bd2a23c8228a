package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.model.PacketMark;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import java.util.Optional;

/**
 * {@code -m connmark}: bits of the mark of the packet's connection. A packet without a connection never matches, not
 * even a negated one.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_connmark.c}, {@code connmark_mt}.
 *
 * @param value the bits wanted
 * @param mask the bits looked at
 * @param negated matches every other value
 */
public record ConnectionMarkMatch(PacketMark value, PacketMark mask, boolean negated) implements Match {

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        Optional<PacketMark> mark = context.connectionMark();
        return mark.isPresent() && mark.get().matches(value, mask) != negated;
    }

    @Override
    public boolean needsConntrack() {
        return true;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return context.connectionMark()
                .map(mark -> "the connection's mark is " + mark)
                .orElse("the packet has no connection");
    }

    @Override
    public String toString() {
        return "-m connmark" + (negated ? " !" : "") + " --mark " + value + (mask.bits() == -1 ? "" : "/" + mask);
    }
}
