package io.podpath.element;

import io.podpath.trace.TraceRecorder;

/** What an element may know besides the packet. */
public interface ElementContext {

    /** The interface name of packets that a process of the element itself sends. */
    String LOCAL = "local";

    /** The interface the packet came in on, or {@link #LOCAL}. */
    String inInterface();

    /** Virtual time since the start of the simulation. */
    long nowNanos();

    /** The source of all random choices. */
    Choices choices();

    /** Where to write steps. */
    TraceRecorder recorder();
}
