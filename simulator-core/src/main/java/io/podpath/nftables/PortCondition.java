package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * {@code tcp dport 80}, {@code th sport 53}: a port.
 *
 * @param protocol the transport, or none for any that has ports
 * @param side which port
 * @param port the port
 */
public record PortCondition(@Nullable Protocol protocol, Side side, int port) implements Condition {

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        boolean fits = protocol == null ? packet.protocol().hasPorts() : packet.protocol() == protocol;
        int actual = side == Side.SOURCE
                ? packet.source().port()
                : packet.destination().port();
        return fits && actual == port;
    }

    @Override
    public String toString() {
        String transport = protocol == null ? "th" : protocol.lowerCaseName();
        return transport + (side == Side.SOURCE ? " sport " : " dport ") + port;
    }
}
