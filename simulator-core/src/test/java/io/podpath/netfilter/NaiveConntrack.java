package io.podpath.netfilter;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A slow tracker without translation that is easy to check by eye: a list of connections, searched from end to end.
 *
 * <p>The tables are the kernel's {@code tcp_conntracks}: columns none, SYN sent, SYN received, established, FIN wait,
 * close wait, last ACK, time wait, close, both sides' SYN sent; {@code IV} is invalid, {@code IG} ignored.
 */
final class NaiveConntrack {

    private static final List<String> STATES = List.of("NO", "SS", "SR", "ES", "FW", "CW", "LA", "TW", "CL", "S2");
    private static final Map<TcpFlags, String> ORIGINAL = Map.of(
            TcpFlags.SYN, "SS SS IG IG IG IG IG SS SS S2",
            TcpFlags.SYN_ACK, "IV IV SR IV IV IV IV IV IV SR",
            TcpFlags.FIN_ACK, "IV IV FW FW LA LA LA TW CL IV",
            TcpFlags.ACK, "ES IV ES ES CW CW TW TW CL IV",
            TcpFlags.RST, "IV CL CL CL CL CL CL CL CL CL");
    private static final Map<TcpFlags, String> REPLY = Map.of(
            TcpFlags.SYN, "IV S2 IV IV IV IV IV SS IV S2",
            TcpFlags.SYN_ACK, "IV SR IG IG IG IG IG IG IG SR",
            TcpFlags.FIN_ACK, "IV IV FW FW LA LA LA TW CL IV",
            TcpFlags.ACK, "IV IG SR ES CW CW TW TW CL IG",
            TcpFlags.RST, "IV CL CL CL CL CL CL CL CL CL");
    private static final Map<String, Integer> TCP_SECONDS =
            Map.of("SS", 120, "SR", 60, "ES", 432_000, "FW", 120, "CW", 60, "LA", 30, "TW", 120, "CL", 10, "S2", 120);

    private final List<Connection> connections = new ArrayList<>();

    /** What the tracker says of a packet. */
    record Answer(ConntrackState state, boolean isReply) {}

    private static final class Connection {
        final FiveTuple original;
        final long openedNanos;
        String tcp = "NO";
        boolean answered;
        long expiresNanos;

        Connection(FiveTuple original, long nowNanos) {
            this.original = original;
            this.openedNanos = nowNanos;
        }
    }

    static String next(TcpFlags flags, boolean isReply, String state) {
        String row = Objects.requireNonNull((isReply ? REPLY : ORIGINAL).get(flags));
        return row.split(" ", -1)[STATES.indexOf(state)];
    }

    Answer track(Packet packet, long nowNanos) {
        connections.removeIf(connection -> nowNanos >= connection.expiresNanos);
        for (Connection connection : connections) {
            boolean isReply =
                    connection.original.reply().equals(packet.tuple()) && packet.echoType() != EchoType.REQUEST;
            boolean isOriginal = connection.original.equals(packet.tuple()) && packet.echoType() != EchoType.REPLY;
            if (isReply || isOriginal) {
                return follow(connection, packet, isReply, nowNanos);
            }
        }
        return open(packet, nowNanos);
    }

    private Answer open(Packet packet, long nowNanos) {
        Connection connection = new Connection(packet.tuple(), nowNanos);
        TcpFlags flags = packet.tcpFlags();
        if (flags != null) {
            connection.tcp = next(flags, false, "NO");
        }
        if (connection.tcp.equals("IV") || packet.echoType() == EchoType.REPLY) {
            return new Answer(ConntrackState.INVALID, false);
        }
        prolong(connection, nowNanos);
        connections.add(connection);
        return new Answer(ConntrackState.NEW, false);
    }

    private Answer follow(Connection connection, Packet packet, boolean isReply, long nowNanos) {
        TcpFlags flags = packet.tcpFlags();
        if (flags != null) {
            String next = next(flags, isReply, connection.tcp);
            if (next.equals("IV")) {
                return new Answer(ConntrackState.INVALID, false);
            }
            boolean over = connection.tcp.equals("TW") || connection.tcp.equals("CL");
            if (flags == TcpFlags.SYN && over) {
                connections.remove(connection);
                return open(packet, nowNanos);
            }
            connection.tcp = next.equals("IG") ? connection.tcp : next;
            if (flags == TcpFlags.RST && !connection.answered) {
                connections.remove(connection);
            }
        }
        prolong(connection, nowNanos);
        connection.answered |= isReply;
        return new Answer(connection.answered ? ConntrackState.ESTABLISHED : ConntrackState.NEW, isReply);
    }

    private static void prolong(Connection connection, long nowNanos) {
        Protocol protocol = connection.original.protocol();
        boolean stream = connection.answered && nowNanos - connection.openedNanos > 2_000_000_000L;
        int seconds = protocol == Protocol.TCP
                ? Math.min(
                        Objects.requireNonNull(TCP_SECONDS.get(connection.tcp)),
                        connection.answered ? Integer.MAX_VALUE : 300)
                : protocol == Protocol.UDP && stream ? 120 : 30;
        connection.expiresNanos = nowNanos + seconds * 1_000_000_000L;
    }
}
