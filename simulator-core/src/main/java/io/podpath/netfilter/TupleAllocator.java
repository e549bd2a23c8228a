package io.podpath.netfilter;

import io.podpath.element.Choices;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
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
        FiveTuple moved = atAddress(entry.translated(), manipulation, range);
        NatRange.Ports ports = range.ports();
        boolean isSource = manipulation == Manipulation.SOURCE;
        if (!isSource && (ports == null || isEcho(moved))) {
            return Optional.of(moved);
        }
        if (ports != null && ports.first() == ports.last() && !isEcho(moved)) {
            return Optional.of(withPort(moved, manipulation, ports.first()));
        }
        boolean fits = ports == null || ports.contains(port(moved, manipulation));
        if (!range.isRandom() && fits && isFree(moved, entry)) {
            return Optional.of(moved);
        }
        boolean startsAnywhere = isSource || range.isRandom();
        return search(moved, manipulation, ports == null ? classOf(moved) : ports, entry, startsAnywhere);
    }

    /** One of the addresses of the range; the kernel chooses by a hash with a secret, so any is as likely. */
    private FiveTuple atAddress(FiveTuple current, Manipulation manipulation, NatRange range) {
        NatRange.Addresses addresses = range.addresses();
        if (addresses == null) {
            return current;
        }
        int size = addresses.size();
        IpAddress address =
                size == 1 ? addresses.first() : addresses.first().plus(choices.pick(size, "address of " + addresses));
        return manipulation == Manipulation.SOURCE
                ? current.withSource(current.source().withAddress(address))
                : current.withDestination(current.destination().withAddress(address));
    }

    private boolean isFree(FiveTuple candidate, ConntrackEntry entry) {
        return !table.isTaken(candidate.reply(), entry, nowNanos);
    }

    private Optional<FiveTuple> search(
            FiveTuple wanted, Manipulation side, NatRange.Ports ports, ConntrackEntry entry, boolean startsAnywhere) {
        int size = ports.last() - ports.first() + 1;
        boolean isFirstRound = true;
        for (int window = FIRST_WINDOW; window >= LAST_WINDOW; window /= 2) {
            int offset = startsAnywhere || !isFirstRound ? choices.draw(TransportAddress.MAX_PORT + 1) : 0;
            for (int i = 0; i < Math.min(window, size); i++) {
                FiveTuple candidate = withPort(wanted, side, ports.first() + Math.floorMod(offset + i, size));
                if (isFree(candidate, entry)) {
                    return Optional.of(candidate);
                }
            }
            isFirstRound = false;
        }
        return Optional.empty();
    }

    private static int port(FiveTuple tuple, Manipulation side) {
        return side == Manipulation.SOURCE
                ? tuple.source().port()
                : tuple.destination().port();
    }

    private static FiveTuple withPort(FiveTuple tuple, Manipulation side, int port) {
        return side == Manipulation.SOURCE
                ? tuple.withSource(tuple.source().withPort(port))
                : tuple.withDestination(tuple.destination().withPort(port));
    }

    /** Where a port goes if the rule does not say: privileged ports stay among themselves. */
    private static NatRange.Ports classOf(FiveTuple tuple) {
        int port = tuple.source().port();
        if (isEcho(tuple)) {
            return new NatRange.Ports(0, TransportAddress.MAX_PORT);
        }
        if (port >= 1024) {
            return new NatRange.Ports(1024, TransportAddress.MAX_PORT);
        }
        return port < 512 ? new NatRange.Ports(1, 511) : new NatRange.Ports(600, 1023);
    }

    private static boolean isEcho(FiveTuple tuple) {
        return tuple.protocol() == Protocol.ICMP || tuple.protocol() == Protocol.ICMPV6;
    }
}
