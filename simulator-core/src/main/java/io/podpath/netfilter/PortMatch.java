package io.podpath.netfilter;

import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import org.jspecify.annotations.Nullable;

/**
 * {@code -m tcp}, {@code -m udp}, {@code -m sctp}: the ports. Both parts may be absent.
 *
 * @param protocol the protocol the match belongs to
 * @param source {@code --sport}
 * @param destination {@code --dport}
 */
public record PortMatch(
        Protocol protocol, @Nullable Range source, @Nullable Range destination) implements Match {

    /**
     * A range of ports.
     *
     * @param first the lowest
     * @param last the highest
     * @param negated matches all other ports
     */
    public record Range(int first, int last, boolean negated) {

        /** Every port. */
        public boolean isEverything() {
            return first == 0 && last == TransportAddress.MAX_PORT && !negated;
        }

        boolean matches(int port) {
            return (port >= first && port <= last) != negated;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + ":" + last;
        }
    }

    /** Matches one destination port. */
    public static PortMatch to(Protocol protocol, int port) {
        return new PortMatch(protocol, null, new Range(port, port, false));
    }

    @Override
    public boolean matches(Packet packet, MatchContext context) {
        return packet.protocol() == protocol
                && (destination == null
                        || destination.matches(packet.destination().port()))
                && (source == null || source.matches(packet.source().port()));
    }

    @Override
    public String explainMismatch(Packet packet, MatchContext context) {
        if (packet.protocol() != protocol) {
            return "protocol is " + packet.protocol().lowerCaseName();
        }
        if (destination != null && !destination.matches(packet.destination().port())) {
            return "destination port is " + packet.destination().port() + ", not " + destination;
        }
        return "source port is " + packet.source().port() + ", not " + source;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("-m ").append(protocol.lowerCaseName());
        if (source != null && !source.isEverything()) {
            text.append(source.negated ? " !" : "").append(" --sport ").append(source);
        }
        if (destination != null && !destination.isEverything()) {
            text.append(destination.negated ? " !" : "").append(" --dport ").append(destination);
        }
        return text.toString();
    }
}
