package io.podpath.engine;

import io.podpath.model.EchoType;
import io.podpath.model.FiveTuple;
import io.podpath.model.Packet;
import io.podpath.trace.Direction;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * One question and one answer: a UDP request, or a ping.
 *
 * <p>An ICMP port unreachable refuses it, as a connected UDP socket sees it.
 *
 * <p><i>Source:</i> RFC 768, RFC 792, RFC 1122 section 4.1.3.3.
 */
public final class DatagramScript implements Script {

    private static final int REQUEST_BYTES = 60;
    private static final int ANSWER_BYTES = 120;

    private final FiveTuple tuple;
    private boolean open;

    /** A question with this five-tuple, as the client writes it. */
    public DatagramScript(FiveTuple tuple) {
        this.tuple = tuple;
    }

    private boolean isEcho() {
        return !tuple.protocol().hasPorts();
    }

    @Override
    public Packet opening() {
        return isEcho() ? Packet.echo(tuple, EchoType.REQUEST) : Packet.datagram(tuple, REQUEST_BYTES);
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
                        ? new Line(Packet.echo(back, EchoType.REPLY), "echo reply")
                        : new Line(Packet.datagram(back, ANSWER_BYTES), "answer"));
    }

    @Override
    public Optional<Outcome> judge(Packet received) {
        open = true;
        return Optional.of(received.findIcmpError().isPresent() ? Outcome.REFUSED : Outcome.CONNECTED);
    }
}
