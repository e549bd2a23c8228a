package io.podpath.engine;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.trace.Direction;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * One question and one answer: a UDP request, or a ping, whose answer is as long as the question.
 *
 * <p>An ICMP port unreachable refuses it, as a connected UDP socket sees it; so does "fragmentation needed", of which the
 * program learns as EMSGSIZE.
 *
 * <p><i>Does not model:</i> a second try in fragments, for which Linux remembers the path's MTU.
 *
 * <p><i>Source:</i> RFC 768, RFC 792, RFC 1122 section 4.1.3.3; Linux {@code __udp4_lib_err}.
 */
public final class DatagramScript implements Script {

    private static final int ECHO_BYTES = 56;
    private static final int REQUEST_BYTES = 60;
    private static final int ANSWER_BYTES = 120;

    private final Packet question;
    private boolean open;

    /** A question of the usual size with this five-tuple, as the client writes it. */
    public DatagramScript(FiveTuple tuple) {
        this(tuple, usualBytes(tuple));
    }

    /** A question of this many bytes behind the UDP or ICMP header. */
    public DatagramScript(FiveTuple tuple, int payloadBytes) {
        this(
                tuple.protocol().hasPorts()
                        ? Packet.datagram(tuple, payloadBytes)
                        : Packet.echo(tuple, EchoType.REQUEST, payloadBytes));
    }

    /** This question. */
    public DatagramScript(Packet question) {
        this.question = question;
    }

    /** How much is asked if nobody says how much: what {@code ping} sends, or a DNS query with room to spare. */
    public static int usualBytes(FiveTuple tuple) {
        return tuple.protocol().hasPorts() ? REQUEST_BYTES : ECHO_BYTES;
    }

    private boolean isEcho() {
        return question.echoType() != null;
    }

    @Override
    public Packet opening() {
        return question;
    }

    @Override
    public String openingLabel() {
        return isEcho() ? "echo request" : "request";
    }

    @Override
    public RetransmissionSchedule schedule() {
        return isEcho() ? RetransmissionSchedule.ECHO : RetransmissionSchedule.UDP_REQUEST;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<Line> answer(Direction direction, Packet received) {
        if (direction == Direction.REPLY || received.findIcmpError().isPresent()) {
            return List.of();
        }
        FiveTuple back = received.tuple().reply();
        return List.of(
                isEcho()
                        ? new Line(Packet.echoReply(received), "echo reply")
                        : new Line(Packet.datagram(back, ANSWER_BYTES), "answer"));
    }

    @Override
    public boolean isRequest(Packet received) {
        return !isEcho() && received.findIcmpError().isEmpty();
    }

    @Override
    public Optional<Outcome> judge(Packet received) {
        Optional<IcmpError> error = received.findIcmpError();
        if (error.isPresent() && !isEcho() && !error.get().kind().isHard()) {
            return Optional.empty();
        }
        open = true;
        return Optional.of(error.isPresent() ? Outcome.REFUSED : Outcome.CONNECTED);
    }
}
