package io.podpath.engine;

import io.podpath.model.Packet;
import io.podpath.trace.Trace;

/** Waits for the end of a packet's journey. */
interface JourneyListener {

    /**
     * The packet ended.
     *
     * @param trace its walk, without hops if it was not recorded
     */
    void ended(Trace trace);

    /**
     * An element on the way answers the packet with an error, which is about to be sent.
     *
     * @param answer the error
     * @return who waits for the error's end, and whether its walk is recorded
     */
    Answering answering(Packet answer);

    /**
     * How an error on its way back is followed.
     *
     * @param listener who waits for its end
     * @param recorded whether its walk is recorded
     */
    record Answering(JourneyListener listener, boolean recorded) {}
}
