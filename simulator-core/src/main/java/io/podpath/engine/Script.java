package io.podpath.engine;

import io.podpath.model.Packet;
import io.podpath.trace.Direction;
import io.podpath.trace.Outcome;
import java.util.List;
import java.util.Optional;

/** What the two sides of a conversation say. Holds the state of both, so each conversation has its own. */
public interface Script {

    /**
     * Something one side sends.
     *
     * @param packet the packet
     * @param label what it is for
     */
    record Line(Packet packet, String label) {}

    /** The first packet, sent again unchanged until something comes back. */
    Packet opening();

    /** What the first packet is called. */
    String openingLabel();

    /** When the first packet is sent again. */
    RetransmissionSchedule schedule();

    /** Whether the other side has answered, so that nothing is sent again. */
    boolean isOpen();

    /**
     * What the receiver of a packet says.
     *
     * @param direction the direction of the packet that was delivered
     * @param received the packet as its receiver sees it
     */
    List<Line> answer(Direction direction, Packet received);

    /**
     * Whether a packet delivered to the server carries the request, so that the program there decides when to answer; to
     * be asked before {@link #answer}.
     */
    boolean isRequest(Packet received);

    /** Whether a packet delivered to the client decides the outcome. */
    Optional<Outcome> judge(Packet received);
}
