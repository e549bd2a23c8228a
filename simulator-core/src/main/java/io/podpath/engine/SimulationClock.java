package io.podpath.engine;

/** Virtual time in nanoseconds since the start of a run. It only moves forward, and only the engine moves it. */
public final class SimulationClock {

    /** Nanoseconds in a microsecond. */
    public static final long NANOS_PER_MICRO = 1_000L;
    /** Nanoseconds in a millisecond. */
    public static final long NANOS_PER_MILLI = 1_000_000L;
    /** Nanoseconds in a second. */
    public static final long NANOS_PER_SECOND = 1_000_000_000L;

    private long nowNanos;

    /** The present. */
    public long nowNanos() {
        return nowNanos;
    }

    void advanceTo(long nanos) {
        if (nanos < nowNanos) {
            throw new IllegalStateException("time cannot go back from " + nowNanos + " to " + nanos);
        }
        nowNanos = nanos;
    }
}
