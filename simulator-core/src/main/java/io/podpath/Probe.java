package io.podpath;

import io.podpath.http.HttpRequest;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.Optional;
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
 * @param http the request it sends over the connection, if it is one of HTTP; else a few bytes that anybody answers
 * @param openBefore how many connections of the same client to the same destination are open when it begins; at most
 *     {@value #MAX_OPEN_BEFORE}
 */
public record Probe(
        String name,
        EndpointReference from,
        EndpointReference to,
        Protocol protocol,
        ProbePayload payload,
        @Nullable IpFamily family,
        @Nullable HttpRequest http,
        int openBefore) {

    /** One less than a client has source ports towards one destination. */
    public static final int MAX_OPEN_BEFORE = Connections.EPHEMERAL_PORTS - 1;

    public Probe {
        if (openBefore < 0 || openBefore > MAX_OPEN_BEFORE) {
            throw new IllegalArgumentException(openBefore + " connections are outside 0-" + MAX_OPEN_BEFORE);
        }
    }

    /** A client's first connection, of the usual size. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol) {
        this(name, from, to, protocol, ProbePayload.USUAL, null, null, 0);
    }

    /** A probe of IPv4 where both ends have it, and no HTTP request. */
    public Probe(String name, EndpointReference from, EndpointReference to, Protocol protocol, ProbePayload payload) {
        this(name, from, to, protocol, payload, null, null, 0);
    }

    /** The same with this request. */
    public Probe withHttp(@Nullable HttpRequest request) {
        return new Probe(name, from, to, protocol, payload, family, request, openBefore);
    }

    /** The request it sends. */
    public Optional<HttpRequest> findHttp() {
        return Optional.ofNullable(http);
    }

    /** Where it goes, in words: the end, or the URL and the end it is sent to if that is not the host of the URL. */
    public String describeTarget() {
        if (http == null) {
            return to.toString();
        }
        boolean isDirect = to.kind() == EndpointReference.Kind.FQDN && to.name().equals(http.host());
        return isDirect ? http.toString() : http + " at " + to;
    }

    /** The same beside so many open connections. */
    public Probe withOpenBefore(int connections) {
        return new Probe(name, from, to, protocol, payload, family, http, connections);
    }

    /** The same between addresses of this family, or of IPv4 where both ends have it. */
    public Probe withFamily(@Nullable IpFamily wanted) {
        return new Probe(name, from, to, protocol, payload, wanted, http, openBefore);
    }
}
