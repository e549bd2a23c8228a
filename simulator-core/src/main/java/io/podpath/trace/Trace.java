package io.podpath.trace;

import io.podpath.model.Packet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One packet's whole way through the network.
 *
 * @param direction along its connection
 * @param sent the packet as it left its sender
 * @param last the packet as it ended
 * @param hops the elements it crossed
 * @param end how and where it ended
 * @param duration when it was sent and when it ended
 */
public record Trace(Direction direction, Packet sent, Packet last, List<Hop> hops, End end, Span duration) {

    public Trace {
        hops = List.copyOf(hops);
    }

    /**
     * How and where a packet ended.
     *
     * @param disposition the kind of end
     * @param reason the code, if the end needs one
     * @param element the element where it ended
     * @param detail the words for this very case
     */
    public record End(Disposition disposition, @Nullable Reason reason, String element, String detail) {

        /** The code, if the end needs one. */
        public Optional<Reason> findReason() {
            return Optional.ofNullable(reason);
        }
    }

    /**
     * A span of virtual time.
     *
     * @param startNanos when the packet was sent
     * @param endNanos when it ended
     */
    public record Span(long startNanos, long endNanos) {

        /** How long it took. */
        public long lengthNanos() {
            return endNanos - startNanos;
        }
    }

    /** How the packet ended. */
    public Disposition disposition() {
        return end.disposition();
    }

    /** All steps of all hops, in order. */
    public Stream<Step> steps() {
        return hops.stream().flatMap(hop -> hop.steps().stream());
    }
}
