package io.podpath.netfilter;

import io.podpath.model.EchoType;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connection tracking: which connection a packet belongs to, and what that makes of its state.
 *
 * <p><i>Models:</i> TCP states, UDP streams, ICMP echoes, ICMP errors about known connections, timeouts, a full table.
 * <i>Does not model:</i> TCP windows, helpers and expectations, zones, accounting.
 *
 * <p><i>Source:</i> Linux {@code nf_conntrack_core.c} ({@code nf_conntrack_in}, {@code resolve_normal_ct}), {@code
 * nf_conntrack_proto_*.c}; timeouts from Documentation/networking/nf_conntrack-sysctl.rst.
 */
final class Conntrack {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int TCP_UNACKNOWLEDGED_TIMEOUT_SECONDS = 300;
    private static final int UDP_TIMEOUT_SECONDS = 30;
    private static final int UDP_STREAM_TIMEOUT_SECONDS = 120;
    private static final int UDP_STREAM_AFTER_SECONDS = 2;
    private static final int ICMP_TIMEOUT_SECONDS = 30;
    private static final int GENERIC_TIMEOUT_SECONDS = 600;

    private final ConntrackTable table;

    Conntrack(ConntrackTable table) {
        this.table = table;
    }

    ConntrackTable table() {
        return table;
    }

    /** What tracking says of a packet. */
    record Tracked(@Nullable ConntrackEntry entry, boolean isReply, ConntrackState state) {

        static final Tracked INVALID = new Tracked(null, false, ConntrackState.INVALID);
        static final Tracked UNTRACKED = new Tracked(null, false, ConntrackState.UNTRACKED);
        static final Tracked TABLE_FULL = new Tracked(null, false, ConntrackState.UNTRACKED);
    }

    /** Looks a packet up, opening an entry for the first packet of a connection. */
    Tracked track(Packet packet, long nowNanos) {
        Optional<IcmpError> error = packet.findIcmpError();
        if (error.isPresent()) {
            return table.find(error.get().quoted().reply(), nowNanos)
                    .map(found -> new Tracked(found.entry(), found.isReply(), ConntrackState.RELATED))
                    .orElse(Tracked.INVALID);
        }
        Optional<ConntrackTable.Found> found = table.find(packet.tuple(), nowNanos);
        if (found.isPresent()) {
            return continueConnection(packet, found.get(), nowNanos);
        }
        return open(packet, nowNanos);
    }

    private Tracked open(Packet packet, long nowNanos) {
        TcpFlags flags = packet.tcpFlags();
        boolean canOpen = flags == null
                ? packet.echoType() != EchoType.REPLY
                : TcpState.NONE.effect(flags, false) == TcpState.Effect.MOVES;
        if (!canOpen) {
            return Tracked.INVALID;
        }
        if (table.isFull()) {
            return Tracked.TABLE_FULL;
        }
        ConntrackEntry entry = new ConntrackEntry(packet.tuple(), nowNanos);
        if (flags != null) {
            entry.moveTo(TcpState.NONE.after(flags, false));
        }
        refresh(entry, nowNanos);
        return new Tracked(entry, false, ConntrackState.NEW);
    }

    private Tracked continueConnection(Packet packet, ConntrackTable.Found found, long nowNanos) {
        ConntrackEntry entry = found.entry();
        boolean isReply = found.isReply();
        TcpFlags flags = packet.tcpFlags();
        if (flags != null) {
            TcpState.Effect effect = entry.tcpState().effect(flags, isReply);
            if (effect == TcpState.Effect.INVALID) {
                return Tracked.INVALID;
            }
            if (flags == TcpFlags.SYN && isOver(entry.tcpState())) {
                // A new connection between the same ports: the old entry makes room and NAT decides afresh.
                table.remove(entry);
                return open(packet, nowNanos);
            }
            entry.moveTo(entry.tcpState().after(flags, isReply));
            if (flags == TcpFlags.RST && !entry.isReplySeen()) {
                // A connection refused, or given up before an answer, leaves no entry; this packet is still translated.
                table.remove(entry);
            }
        }
        // The first answer itself still prolongs an unanswered connection.
        refresh(entry, nowNanos);
        if (isReply) {
            entry.seeReply();
        }
        return new Tracked(entry, isReply, entry.isReplySeen() ? ConntrackState.ESTABLISHED : ConntrackState.NEW);
    }

    private static boolean isOver(TcpState state) {
        return state == TcpState.TIME_WAIT || state == TcpState.CLOSE;
    }

    private static void refresh(ConntrackEntry entry, long nowNanos) {
        entry.expireAt(nowNanos + timeoutSeconds(entry, nowNanos) * NANOS_PER_SECOND);
    }

    private static long timeoutSeconds(ConntrackEntry entry, long nowNanos) {
        Protocol protocol = entry.original().protocol();
        return switch (protocol) {
            case TCP -> tcpTimeoutSeconds(entry);
            case UDP -> isUdpStream(entry, nowNanos) ? UDP_STREAM_TIMEOUT_SECONDS : UDP_TIMEOUT_SECONDS;
            case ICMP, ICMPV6 -> ICMP_TIMEOUT_SECONDS;
            case SCTP -> GENERIC_TIMEOUT_SECONDS;
        };
    }

    /** A connection picked up in the middle lives shorter until its other side has been seen. */
    private static int tcpTimeoutSeconds(ConntrackEntry entry) {
        int seconds = entry.tcpState().timeoutSeconds();
        return entry.isReplySeen() ? seconds : Math.min(seconds, TCP_UNACKNOWLEDGED_TIMEOUT_SECONDS);
    }

    private static boolean isUdpStream(ConntrackEntry entry, long nowNanos) {
        return entry.isReplySeen() && entry.ageNanos(nowNanos) > UDP_STREAM_AFTER_SECONDS * NANOS_PER_SECOND;
    }
}
