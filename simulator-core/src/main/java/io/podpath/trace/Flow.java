package io.podpath.trace;

import io.podpath.model.FiveTuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection: what its sender experienced, and the two walks that explain it.
 *
 * @param opening the five-tuple of the first packet as the client sent it
 * @param outcome what the client experienced
 * @param forward the walk of the first packet
 * @param reply the walk of the first packet back, if one was sent; an ICMP error counts as one
 * @param conversation every packet of the connection, in order of sending
 * @param duration from the first packet to the end of the conversation
 */
public record Flow(
        FiveTuple opening,
        Outcome outcome,
        Trace forward,
        @Nullable Trace reply,
        List<PacketEvent> conversation,
        Trace.Span duration) {

    public Flow {
        conversation = List.copyOf(conversation);
    }

    /** The walk back, if there was one. */
    public Optional<Trace> findReply() {
        return Optional.ofNullable(reply);
    }

    /** Virtual time from sending the first packet to the arrival of the first reply. */
    public Optional<Long> findRoundTripNanos() {
        return findReply()
                .filter(trace -> trace.disposition().isArrival())
                .map(trace -> trace.duration().endNanos() - forward.duration().startNanos());
    }
}
