package io.podpath;

import io.podpath.engine.Conversation;
import io.podpath.trace.Flow;
import io.podpath.trace.OpenConnections;
import io.podpath.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection a probe asks for, after those that are to be open before it.
 *
 * <p>Those that do not come about are waited for until their client gives up.
 */
final class ProbedConnection {

    private final Probe probe;
    private final ProbeRoute route;
    private final Connections connections;
    private final ChoiceMode mode;
    private final List<Conversation> before = new ArrayList<>();
    private int stillOpening;
    private @Nullable Conversation conversation;

    ProbedConnection(Probe probe, ProbeRoute route, Connections connections, ChoiceMode mode) {
        this.probe = probe;
        this.route = route;
        this.connections = connections;
        this.mode = mode;
    }

    /** Begins now; it is over when the run is. */
    void start() {
        if (probe.openBefore() == 0) {
            begin();
            return;
        }
        // What these choose says nothing about the connection asked for, and would multiply its ways.
        mode.draw().run();
        stillOpening = probe.openBefore();
        for (int i = 0; i < probe.openBefore(); i++) {
            Conversation held = connections.openToHold(probe.protocol(), route).whenOver(this::oneMore);
            before.add(held);
            held.start();
        }
    }

    private void oneMore() {
        stillOpening--;
        if (stillOpening == 0) {
            mode.enumerate().run();
            begin();
        }
    }

    private void begin() {
        conversation = connections.open(probe.protocol(), route, probe.payload());
        conversation.start();
    }

    /** What came of it; to be asked when the run is over. */
    Flow flow() {
        if (conversation == null) {
            throw new IllegalStateException("the connection was not opened");
        }
        int open = (int) before.stream()
                .filter(held -> held.outcome() == Outcome.CONNECTED)
                .count();
        return conversation.flow().beside(new OpenConnections(probe.openBefore(), open));
    }
}
