package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A port a process listens on.
 *
 * @param protocol the transport
 * @param port the number, or {@link #EVERY_PORT}
 * @param owner who listens, for example {@code pod/shop/web}
 * @param address the only address it listens on; none for every address of the namespace
 */
public record ListeningSocket(
        Protocol protocol, int port, String owner, @Nullable IpAddress address) {

    /** Stands for every port, for hosts of which nothing more is known. */
    public static final int EVERY_PORT = 0;

    /** On every address. */
    public ListeningSocket(Protocol protocol, int port, String owner) {
        this(protocol, port, owner, null);
    }
}
