package io.podpath.netfilter;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.Optional;

/**
 * Finds a translation whose reply tuple no other connection has.
 *
 * <p>The port is kept if that is unique. Otherwise a search starts at a random port of the class the old one belongs to
 * (1-511, 600-1023, 1024-65535; every identifier for an echo) and gives up after windows of 128, 64, 32, 16 and 8
 * candidates. Giving up means that the packet is lost when its connection is confirmed.
 *
 * <p>The same happens to a connection that no rule translates: it too must be unique, so its source port can change
 * although there is no SNAT rule at all.
 *
 * <p><i>Does not model:</i> reuse of the mapping of another connection of the same source, and the eviction of closing
 * TCP connections during the last tries.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/nf_nat_core.c}, {@code get_unique_tuple} and {@code
 * nf_nat_l4proto_unique_tuple}.
 */
final class TupleAllocator {

    private static final int FIRST_WINDOW = 128;
    private static final int LAST_WINDOW = 8;

    private final ConntrackTable table;
    private final Choices choices;
    private final long nowNanos;

    TupleAllocator(ConntrackTable table, Choices choices, long nowNanos) {
        this.table = table;
        this.choices = choices;
        this.nowNanos = nowNanos;
    }

    /** The connection's tuple after translation, or nothing if no unique one was found. */
    Optional<FiveTuple> translate(ConntrackEntry entry, Manipulation manipulation, NatRange range) {
        FiveTuple current = entry.translated();
        if (manipulation == Manipulation.DESTINATION) {
            Integer port = range.port();
            TransportAddress destination = current.destination().withAddress(range.address());
            return Optional.of(current.withDestination(port == null ? destination : destination.withPort(port)));
        }
        FiveTuple moved = current.withSource(current.source().withAddress(range.address()));
        if (!range.randomFully() && isFree(moved, entry)) {
            return Optional.of(moved);
        }
        return search(moved, entry);
    }

    private boolean isFree(FiveTuple candidate, ConntrackEntry entry) {
        return !table.isTaken(candidate.reply(), entry, nowNanos);
    }

    private Optional<FiveTuple> search(FiveTuple wanted, ConntrackEntry entry) {
        int first = firstPort(wanted);
        int size = lastPort(wanted) - first + 1;
        for (int window = FIRST_WINDOW; window >= LAST_WINDOW; window /= 2) {
            int offset = choices.draw(TransportAddress.MAX_PORT + 1);
            for (int i = 0; i < Math.min(window, size); i++) {
                FiveTuple candidate =
                        wanted.withSource(wanted.source().withPort(first + Math.floorMod(offset + i, size)));
                if (isFree(candidate, entry)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static int firstPort(FiveTuple tuple) {
        if (isEcho(tuple)) {
            return 0;
        }
        int port = tuple.source().port();
        return port < 512 ? 1 : port < 1024 ? 600 : 1024;
    }

    private static int lastPort(FiveTuple tuple) {
        int port = tuple.source().port();
        if (isEcho(tuple) || port >= 1024) {
            return TransportAddress.MAX_PORT;
        }
        return port < 512 ? 511 : 1023;
    }

    private static boolean isEcho(FiveTuple tuple) {
        return tuple.protocol() == Protocol.ICMP || tuple.protocol() == Protocol.ICMPV6;
    }
}
