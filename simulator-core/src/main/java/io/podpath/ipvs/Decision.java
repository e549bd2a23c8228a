package io.podpath.ipvs;

import io.podpath.model.Packet;

/** What IPVS does with a packet that asks for a local address. */
sealed interface Decision {

    /** No virtual server and no connection of IPVS: the packet goes on as if IPVS were not there. */
    record NotServed() implements Decision {}

    /**
     * A virtual server without an available real server: the client gets ICMP port unreachable.
     *
     * @param server the virtual server
     */
    record NobodyThere(VirtualServer server) implements Decision {}

    /**
     * The packet goes to a real server.
     *
     * @param packet as it goes on
     * @param connection the connection it belongs to
     * @param basis why this server
     */
    record Forwarded(Packet packet, IpvsConnection connection, Basis basis) implements Decision {}

    /** Why a real server gets a packet. */
    enum Basis {
        /** The scheduler chose it for this new connection. */
        SCHEDULED,
        /** An earlier connection of the client went there. */
        PERSISTENT,
        /** The connection is known. */
        KNOWN
    }
}
