package io.podpath.trace;

import io.podpath.model.FiveTuple;
import java.util.ArrayList;
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
 * @param linked other conversations that belong to it, in order of time
 * @param http what became of the HTTP request it carried, if it carried one and that arrived
 * @param before the connections that were open when it began
 */
public record Flow(
        FiveTuple opening,
        Outcome outcome,
        Trace forward,
        @Nullable Trace reply,
        List<PacketEvent> conversation,
        Trace.Span duration,
        List<LinkedFlow> linked,
        @Nullable HttpExchange http,
        OpenConnections before) {

    public Flow {
        conversation = List.copyOf(conversation);
        linked = List.copyOf(linked);
    }

    /** A connection that stands alone. */
    public Flow(
            FiveTuple opening,
            Outcome outcome,
            Trace forward,
            @Nullable Trace reply,
            List<PacketEvent> conversation,
            Trace.Span duration) {
        this(opening, outcome, forward, reply, conversation, duration, List.of(), null, OpenConnections.NONE);
    }

    /** The same connection with what belongs to it. */
    public Flow withLinked(List<LinkedFlow> others) {
        return new Flow(opening, outcome, forward, reply, conversation, duration, others, http, before);
    }

    /** The same connection beside others. */
    public Flow beside(OpenConnections others) {
        return new Flow(opening, outcome, forward, reply, conversation, duration, linked, http, others);
    }

    /** The same connection with what came before it. */
    public Flow withLinkedBefore(List<LinkedFlow> earlier) {
        List<LinkedFlow> all = new ArrayList<>(earlier);
        all.addAll(linked);
        return withLinked(all);
    }

    /** The same connection with the request it carried. */
    public Flow withHttp(HttpExchange exchange) {
        return new Flow(opening, outcome, forward, reply, conversation, duration, linked, exchange, before);
    }

    /** What became of the HTTP request it carried. */
    public Optional<HttpExchange> findHttp() {
        return Optional.ofNullable(http);
    }

    /** The same connection with another outcome. */
    public Flow withOutcome(Outcome other) {
        return new Flow(opening, other, forward, reply, conversation, duration, linked, http, before);
    }

    /** The same connection, the end of its first walk explained. */
    public Flow explained(Reason reason, String detail) {
        Trace.End end =
                new Trace.End(forward.disposition(), reason, forward.end().element(), detail);
        Trace changed =
                new Trace(forward.direction(), forward.sent(), forward.last(), forward.hops(), end, forward.duration());
        return new Flow(opening, outcome, changed, reply, conversation, duration, linked, http, before);
    }

    /** The same connection with an outcome that nobody knows, because another one it needs ended like this. */
    public Flow undecidedBy(Trace.End unknown) {
        Trace changed = new Trace(
                forward.direction(), forward.sent(), forward.last(), forward.hops(), unknown, forward.duration());
        return new Flow(opening, Outcome.UNDECIDED, changed, null, List.of(), duration, linked, http, before);
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
