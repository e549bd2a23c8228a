package io.podpath;

import io.podpath.engine.Conversation;
import io.podpath.http.HttpProxies;
import io.podpath.trace.Flow;
import org.jspecify.annotations.Nullable;

/** The connection that a probe opens, with the request it carries if it is one of HTTP. */
final class ProbedConnection {

    private final Probe probe;
    private final Connections connections;
    private final HttpProxies proxies;
    private @Nullable Conversation conversation;
    private @Nullable HttpHandling handling;

    ProbedConnection(Probe probe, Connections connections, HttpProxies proxies) {
        this.probe = probe;
        this.connections = connections;
        this.proxies = proxies;
    }

    Probe probe() {
        return probe;
    }

    Connections connections() {
        return connections;
    }

    /** Opens it; what follows happens in the run. */
    void start(ProbeRoute route) {
        Conversation opened = connections.open(probe.protocol(), route, probe.payload());
        probe.findHttp().ifPresent(request -> {
            handling = new HttpHandling(connections, proxies, request);
            opened.servedBy(handling);
        });
        conversation = opened;
        opened.start();
    }

    boolean isStarted() {
        return conversation != null;
    }

    /** What came of it; to be asked when the run is over. */
    Flow flow() {
        if (conversation == null) {
            throw new IllegalStateException("nothing was opened");
        }
        return handling == null ? conversation.flow() : handling.addTo(conversation.flow());
    }
}
