package io.podpath.element;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import java.util.Optional;

/** An element with processes that open connections. */
public interface Host extends Element {

    /** The source address the host would use towards a destination, if it has a route there. */
    Optional<IpAddress> selectSource(IpAddress destination);

    /**
     * Opens a socket, so that replies and errors for it are delivered.
     *
     * @param opening the five-tuple of the packets the socket sends
     */
    void open(FiveTuple opening);
}
