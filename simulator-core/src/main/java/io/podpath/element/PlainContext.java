package io.podpath.element;

import io.podpath.trace.TraceRecorder;

/**
 * What an element may know, put together by hand: for packets that no simulation moves.
 *
 * @param inInterface the interface the packet came in on, or {@link ElementContext#LOCAL}
 * @param nowNanos the virtual time
 * @param choices the source of all random choices
 * @param recorder where to write steps
 */
public record PlainContext(String inInterface, long nowNanos, Choices choices, TraceRecorder recorder)
        implements ElementContext {}
