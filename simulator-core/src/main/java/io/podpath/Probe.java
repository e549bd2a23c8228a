package io.podpath;

import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A connection to try.
 *
 * @param name what it is called in reports
 * @param from who opens it
 * @param to who should answer
 * @param protocol TCP, UDP or ICMP
 * @param payload how much it sends at once
 * @param family the family of the addresses, or none for IPv4 where both ends have it
 */
public record Probe(
        String name,
        EndpointReference from,
        EndpointReference to,
        Protocol protocol,
        ProbePayload payload,
        @Nullable IpFamily family) {

    /** A probe of IPv4 where both ends have it. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol, ProbePayload payload) {
        this(name, from, to, protocol, payload, null);
    }

    /** A probe of the usual size. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol) {
        this(name, from, to, protocol, ProbePayload.USUAL);
    }

    /** The same between addresses of this family. */
    public Probe withFamily(IpFamily wanted) {
        return new Probe(name, from, to, protocol, payload, wanted);
    }
}
