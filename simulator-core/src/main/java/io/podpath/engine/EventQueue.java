package io.podpath.engine;

import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The events still to come, the earliest first; events of one moment keep their order of insertion, so that a run never
 * depends on how the heap happens to lie.
 */
public final class EventQueue {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nextSerial;

    /** Adds an event. */
    public void schedule(long timeNanos, Runnable action) {
        events.add(new Event(timeNanos, nextSerial++, action));
    }

    /** Takes the next event. */
    Optional<Event> poll() {
        return Optional.ofNullable(events.poll());
    }

    /** How many events are waiting. */
    public int size() {
        return events.size();
    }
}
