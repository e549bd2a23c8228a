package io.podpath.netfilter.match;

import io.podpath.model.Packet;
import io.podpath.netfilter.Match;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.PortMatch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code -m multiport}: up to fifteen ports, a range counting as two.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_multiport.c}.
 *
 * @param side which port is looked at
 * @param ports the ports and ranges
 * @param negated matches all other ports
 */
public record MultiportMatch(Side side, List<PortMatch.Range> ports, boolean negated) implements Match {

    /** Which port of the packet. */
    public enum Side {
        SPORTS,
        DPORTS,
        /** Either of them. */
        PORTS;

        /** The spelling of the option. */
        @Override
        public String toString() {
            return "--" + name().toLowerCase(Locale.ROOT);
        }
    }

    public MultiportMatch {
        ports = List.copyOf(ports);
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        if (!packet.protocol().hasPorts()) {
            return false;
        }
        boolean source = side != Side.DPORTS && isListed(packet.source().port());
        boolean destination =
                side != Side.SPORTS && isListed(packet.destination().port());
        return (source || destination) != negated;
    }

    private boolean isListed(int port) {
        for (PortMatch.Range range : ports) {
            if (port >= range.first() && port <= range.last()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        return "ports are " + packet.source().port() + " and "
                + packet.destination().port();
    }

    @Override
    public String toString() {
        String list = ports.stream().map(PortMatch.Range::toString).collect(Collectors.joining(","));
        return "-m multiport" + (negated ? " !" : "") + " " + side + " " + list;
    }
}
