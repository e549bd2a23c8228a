package io.podpath.http;

/** Rules that may share a frontend with others: they say which hosts and ports are theirs. */
interface FrontendRoutes extends HttpRoutes {

    /** Whether there is a listener for the host on the port. */
    boolean serves(String host, int port);
}
