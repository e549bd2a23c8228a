package io.podpath.azure.resource;

import io.podpath.model.Protocol;

/**
 * A port on which a machine listens, written {@code tcp/1433}.
 *
 * @param protocol the transport
 * @param port the number
 */
public record Listener(Protocol protocol, int port) {

    @Override
    public String toString() {
        return protocol.lowerCaseName() + "/" + port;
    }
}
