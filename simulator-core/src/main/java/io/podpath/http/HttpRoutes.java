package io.podpath.http;

import java.util.Set;

/** The rules of one proxy, ready for requests. */
public interface HttpRoutes {

    /**
     * Chooses a rule.
     *
     * @param request the request
     * @param port the port of the proxy it came in on
     */
    RouteDecision decide(HttpRequest request, int port);

    /**
     * The certificate that a TLS client gets.
     *
     * @param host the name the client asks for (SNI)
     * @param port the port of the proxy it came in on
     */
    String certificate(String host, int port);

    /** The ports a proxy outside the cluster listens on for these rules; pods say themselves. */
    Set<Integer> ports();
}
