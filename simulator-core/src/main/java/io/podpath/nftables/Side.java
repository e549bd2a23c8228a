package io.podpath.nftables;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Packet;

/** Which end of a packet. */
public enum Side {
    SOURCE,
    DESTINATION;

    IpAddress of(Packet packet) {
        return this == SOURCE ? packet.source().address() : packet.destination().address();
    }

    Selector selector(IpFamily family) {
        return this == SOURCE ? Selector.source(family) : Selector.destination(family);
    }
}
