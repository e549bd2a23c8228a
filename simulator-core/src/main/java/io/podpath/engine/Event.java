package io.podpath.engine;

/**
 * Something that happens at a moment of virtual time.
 *
 * @param timeNanos when
 * @param serial the order of insertion, which decides between events of one moment
 * @param action what
 */
record Event(long timeNanos, long serial, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
        int order = Long.compare(timeNanos, other.timeNanos);
        return order != 0 ? order : Long.compare(serial, other.serial);
    }
}
