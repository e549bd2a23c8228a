package io.podpath.engine;

import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.model.TcpFlags;
import io.podpath.trace.Direction;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A TCP connection: handshake, one request, one answer, close.
 *
 * <p>While the handshake goes on, a reset or an ICMP error ends it at once: Linux, unlike RFC 1122, takes net and host
 * unreachable and an expired TTL in SYN_SENT for final ("no route to host"). Only fragmentation needed does not end it,
 * and on an open connection no ICMP error does.
 *
 * <p><i>Does not model:</i> retransmission of anything but the SYN, windows, congestion.
 *
 * <p><i>Source:</i> RFC 9293 section 3; RFC 5461 section 2; Linux {@code net/ipv4/tcp_ipv4.c}, {@code tcp_v4_err}; fact
 * TCP-ERROR-IN-SYN-SENT.
 */
public final class TcpScript implements Script {

    private static final int REQUEST_BYTES = 200;
    private static final int ANSWER_BYTES = 1_000;

    private final FiveTuple tuple;
    private final RetransmissionSchedule schedule;
    private final boolean closes;
    private boolean open;
    private boolean requestSeen;
    private boolean closing;

    /** A connection with this five-tuple, as the client writes it. */
    public TcpScript(FiveTuple tuple, RetransmissionSchedule schedule) {
        this(tuple, schedule, true);
    }

    private TcpScript(FiveTuple tuple, RetransmissionSchedule schedule, boolean closes) {
        this.tuple = tuple;
        this.schedule = schedule;
        this.closes = closes;
    }

    /** A connection that neither side closes once the answer is there. */
    public static TcpScript keptOpen(FiveTuple tuple, RetransmissionSchedule schedule) {
        return new TcpScript(tuple, schedule, false);
    }

    @Override
    public Packet opening() {
        return Packet.tcp(tuple, TcpFlags.SYN, 0);
    }

    @Override
    public String openingLabel() {
        return "SYN";
    }

    @Override
    public RetransmissionSchedule schedule() {
        return schedule;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<Line> answer(Direction direction, Packet received) {
        if (received.findIcmpError().isPresent() || received.tcpFlags() == TcpFlags.RST) {
            return List.of();
        }
        FiveTuple back = received.tuple().reply();
        return direction == Direction.FORWARD ? serverSays(received, back) : clientSays(received, back);
    }

    @Override
    public boolean isRequest(Packet received) {
        int bareBytes = Packet.tcp(received.tuple().reply(), TcpFlags.ACK, 0).lengthBytes();
        return !requestSeen && received.tcpFlags() == TcpFlags.ACK && received.lengthBytes() > bareBytes;
    }

    private List<Line> serverSays(Packet received, FiveTuple back) {
        if (received.tcpFlags() == TcpFlags.SYN) {
            return List.of(new Line(Packet.tcp(back, TcpFlags.SYN_ACK, 0), "SYN-ACK"));
        }
        if (received.tcpFlags() == TcpFlags.FIN_ACK) {
            return List.of(new Line(Packet.tcp(back, TcpFlags.FIN_ACK, 0), "FIN"));
        }
        if (isRequest(received)) {
            requestSeen = true;
            return List.of(new Line(Packet.tcp(back, TcpFlags.ACK, ANSWER_BYTES), "answer"));
        }
        return List.of();
    }

    private List<Line> clientSays(Packet received, FiveTuple back) {
        if (received.tcpFlags() == TcpFlags.SYN_ACK) {
            if (open) {
                return List.of();
            }
            open = true;
            return List.of(
                    new Line(Packet.tcp(back, TcpFlags.ACK, 0), "ACK"),
                    new Line(Packet.tcp(back, TcpFlags.ACK, REQUEST_BYTES), "request"));
        }
        if (received.tcpFlags() == TcpFlags.FIN_ACK) {
            return List.of(new Line(Packet.tcp(back, TcpFlags.ACK, 0), "ACK"));
        }
        if (closing || !closes) {
            return List.of();
        }
        closing = true;
        return List.of(new Line(Packet.tcp(back, TcpFlags.FIN_ACK, 0), "FIN"));
    }

    @Override
    public Optional<Outcome> judge(Packet received) {
        Optional<IcmpError> error = received.findIcmpError();
        if (error.isPresent()) {
            boolean isFinal = error.get().kind() != IcmpError.Kind.FRAGMENTATION_NEEDED;
            return isFinal && !open ? Optional.of(Outcome.REFUSED) : Optional.empty();
        }
        if (received.tcpFlags() == TcpFlags.RST) {
            return Optional.of(open ? Outcome.RESET : Outcome.REFUSED);
        }
        return open && received.tcpFlags() == TcpFlags.ACK ? Optional.of(Outcome.CONNECTED) : Optional.empty();
    }
}
