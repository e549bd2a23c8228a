package io.podpath.engine;

import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Hop;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.List;

/**
 * One packet under way: what is remembered of its walk, and who waits for its end.
 *
 * <p>An unrecorded journey keeps no hops and no steps.
 */
final class Journey implements TraceRecorder {

    private final Direction direction;
    private final Packet sent;
    private final boolean recorded;
    private final long startNanos;
    private final JourneyListener listener;
    private final List<Hop> hops = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();
    private int hopCount;

    Journey(Direction direction, Packet sent, boolean recorded, long startNanos, JourneyListener listener) {
        this.direction = direction;
        this.sent = sent;
        this.recorded = recorded;
        this.startNanos = startNanos;
        this.listener = listener;
    }

    Direction direction() {
        return direction;
    }

    JourneyListener listener() {
        return listener;
    }

    boolean isRecorded() {
        return recorded;
    }

    @Override
    public boolean isRecording() {
        return recorded;
    }

    @Override
    public void record(Step step) {
        steps.add(step);
    }

    int countHop() {
        return ++hopCount;
    }

    void leave(String element, String kind, String inInterface, long arrivalNanos) {
        if (recorded) {
            hops.add(new Hop(element, kind, inInterface, arrivalNanos, steps));
            steps = new ArrayList<>();
        }
    }

    Trace delivered(Packet last, String element, String socket, long nowNanos) {
        return end(last, new Trace.End(Disposition.DELIVERED, null, element, socket), nowNanos);
    }

    Trace dropped(Verdict.Drop drop, String element, long nowNanos) {
        return end(drop.packet(), new Trace.End(drop.disposition(), drop.reason(), element, drop.detail()), nowNanos);
    }

    private Trace end(Packet last, Trace.End end, long nowNanos) {
        return new Trace(direction, sent, last, hops, end, new Trace.Span(startNanos, nowNanos));
    }
}
