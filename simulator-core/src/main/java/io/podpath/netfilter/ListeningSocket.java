package io.podpath.netfilter;

import io.podpath.model.Protocol;

/**
 * A port a process listens on, on every address of the namespace.
 *
 * @param protocol the transport
 * @param port the number, or {@link #EVERY_PORT}
 * @param owner who listens, for example {@code pod/shop/web}
 */
public record ListeningSocket(Protocol protocol, int port, String owner) {

    /** Stands for every port, for hosts of which nothing more is known. */
    public static final int EVERY_PORT = 0;
}
