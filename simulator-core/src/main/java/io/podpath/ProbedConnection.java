package io.podpath;

import io.podpath.engine.Conversation;
import io.podpath.http.HttpProxies;
import io.podpath.trace.Flow;
import io.podpath.trace.OpenConnections;
import io.podpath.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a probe opens, with the request it carries if it is one of HTTP, after those that are to be open
 * before it.
 *
 * <p>Those that do not come about are waited for until their client gives up.
 */
final class ProbedConnection {

    private final Probe probe;
    private final Connections connections;
    private final HttpProxies proxies;
    private final ChoiceMode mode;
    private final List<Conversation> before = new ArrayList<>();
    private int stillOpening;
    private boolean isStarted;
    private @Nullable Conversation conversation;
    private @Nullable HttpHandling handling;

    ProbedConnection(Probe probe, Connections connections, HttpProxies proxies, ChoiceMode mode) {
        this.probe = probe;
        this.connections = connections;
        this.proxies = proxies;
        this.mode = mode;
    }

    Probe probe() {
        return probe;
    }

    Connections connections() {
        return connections;
    }

    /** Opens it; what follows happens in the run. */
    void start(ProbeRoute route) {
        isStarted = true;
        if (probe.openBefore() == 0) {
            begin(route);
            return;
        }
        // What these choose says nothing about the connection asked for, and would multiply its ways.
        mode.draw().run();
        stillOpening = probe.openBefore();
        for (int i = 0; i < probe.openBefore(); i++) {
            Conversation held = connections.openToHold(probe.protocol(), route).whenOver(() -> oneMore(route));
            before.add(held);
            held.start();
        }
    }

    private void oneMore(ProbeRoute route) {
        stillOpening--;
        if (stillOpening == 0) {
            mode.enumerate().run();
            begin(route);
        }
    }

    private void begin(ProbeRoute route) {
        Conversation opened = connections.open(probe.protocol(), route, probe.payload());
        probe.findHttp().ifPresent(request -> {
            handling = new HttpHandling(connections, proxies, request);
            opened.servedBy(handling);
        });
        conversation = opened;
        opened.start();
    }

    boolean isStarted() {
        return isStarted;
    }

    /** What came of it; to be asked when the run is over. */
    Flow flow() {
        if (conversation == null) {
            throw new IllegalStateException("nothing was opened");
        }
        int open = (int) before.stream()
                .filter(held -> held.outcome() == Outcome.CONNECTED)
                .count();
        Flow flow = conversation.flow().beside(new OpenConnections(probe.openBefore(), open));
        return handling == null ? flow : handling.addTo(flow);
    }
}
