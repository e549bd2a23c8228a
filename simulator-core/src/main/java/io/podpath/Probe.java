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
 */
public record Probe(
        String name, EndpointReference from, EndpointReference to, Protocol protocol, ProbePayload payload) {

    /** A probe of the usual size. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol) {
        this(name, from, to, protocol, ProbePayload.USUAL);
    }
}
