package io.podpath.nftables;

import io.podpath.model.Packet;
import io.podpath.model.Protocol;

/**
 * {@code meta l4proto tcp}: the transport.
 *
 * @param protocol which one
 */
public record ProtocolCondition(Protocol protocol) implements Condition {

    @Override
    public boolean holds(Packet packet, Evaluation evaluation) {
        return packet.protocol() == protocol;
    }

    @Override
    public String toString() {
        return "meta l4proto " + protocol.lowerCaseName();
    }
}
