package io.podpath.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Several sets of rules behind one frontend: the first that listens for the host answers, else the first of all. */
final class SharedFrontend implements HttpRoutes {

    private final List<FrontendRoutes> parts;

    /**
     * A frontend.
     *
     * @param parts the sets of rules, at least one, the one that counts first
     */
    SharedFrontend(List<FrontendRoutes> parts) {
        this.parts = List.copyOf(parts);
    }

    private HttpRoutes find(String host, int port) {
        return parts.stream()
                .filter(part -> part.serves(host, port))
                .findFirst()
                .orElse(parts.get(0));
    }

    @Override
    public RouteDecision decide(HttpRequest request, int port) {
        return find(request.host(), port).decide(request, port);
    }

    @Override
    public String certificate(String host, int port) {
        return find(host, port).certificate(host, port);
    }

    @Override
    public Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        parts.forEach(part -> ports.addAll(part.ports()));
        return ports;
    }
}
