package io.podpath;

import io.podpath.model.Protocol;

/**
 * A connection to try.
 *
 * @param name what it is called in reports
 * @param from who opens it
 * @param to who should answer
 * @param protocol TCP, UDP or ICMP
 * @param payload how much it sends at once
 * @param openBefore how many connections of the same client to the same destination are open when it begins; at most
 *     {@value #MAX_OPEN_BEFORE}
 */
public record Probe(
        String name,
        EndpointReference from,
        EndpointReference to,
        Protocol protocol,
        ProbePayload payload,
        int openBefore) {

    /** One less than a client has source ports towards one destination. */
    public static final int MAX_OPEN_BEFORE = Connections.EPHEMERAL_PORTS - 1;

    public Probe {
        if (openBefore < 0 || openBefore > MAX_OPEN_BEFORE) {
            throw new IllegalArgumentException(openBefore + " connections are outside 0-" + MAX_OPEN_BEFORE);
        }
    }

    /** A client's first connection. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol, ProbePayload payload) {
        this(name, from, to, protocol, payload, 0);
    }

    /** A client's first connection, of the usual size. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol) {
        this(name, from, to, protocol, ProbePayload.USUAL);
    }

    /** The same beside so many open connections. */
    public Probe withOpenBefore(int connections) {
        return new Probe(name, from, to, protocol, payload, connections);
    }
}
