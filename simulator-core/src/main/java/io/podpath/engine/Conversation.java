package io.podpath.engine;

import io.podpath.model.FiveTuple;
import io.podpath.model.IcmpError;
import io.podpath.model.Packet;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.PacketEvent;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small connection: opened, one request, one answer, closed; retransmitting as the protocol does when nothing comes
 * back.
 *
 * <p>The first packet each way is recorded step by step, the others in brief. What is said, and what an answer means,
 * is up to the {@link Script} of the protocol.
 */
public final class Conversation {

    private final Simulation simulation;
    private final String client;
    private final Script script;
    private final Runnable onRetransmission;
    private final Detail detail;
    private Program program = Program.PROMPT;
    private Runnable whenOver = () -> {};
    private final List<PacketEvent> events = new ArrayList<>();
    private @Nullable Trace firstForward;
    private @Nullable Trace firstReply;
    private boolean replyFollowed;
    private @Nullable Outcome outcome;
    private long endNanos;

    /** How much of the first packet each way is kept. */
    public enum Detail {
        /** Every hop and every step. */
        STEPS,
        /** Only what became of it; elements then build no steps at all. */
        FATE
    }

    /**
     * A conversation to come.
     *
     * @param simulation the run
     * @param client the node of the side that opens it
     * @param script what is said
     * @param onRetransmission called before the first packet is sent again
     * @param detail how much to keep
     */
    public Conversation(Simulation simulation, String client, Script script, Runnable onRetransmission, Detail detail) {
        this.simulation = simulation;
        this.client = client;
        this.script = script;
        this.onRetransmission = onRetransmission;
        this.detail = detail;
    }

    /** The same conversation, with this program answering requests at the other end. */
    public Conversation servedBy(Program newProgram) {
        program = newProgram;
        return this;
    }

    /** The same conversation; once its outcome is clear, this is done at the same moment. */
    public Conversation whenOver(Runnable action) {
        whenOver = action;
        return this;
    }

    /** Whether the outcome is clear. */
    public boolean isOver() {
        return outcome != null;
    }

    /** What the client experienced; to be asked when it is over. */
    public Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("the conversation is not over");
        }
        return outcome;
    }

    /** Schedules the first packet and the retransmissions. */
    public void start() {
        sendOpening("");
        int attempt = 1;
        for (int seconds : script.schedule().retrySeconds()) {
            attempt++;
            String label = " (try " + attempt + ")";
            simulation.schedule(seconds * SimulationClock.NANOS_PER_SECOND, () -> retransmit(label));
        }
        RetransmissionSchedule schedule = script.schedule();
        simulation.schedule(schedule.giveUpSeconds() * SimulationClock.NANOS_PER_SECOND, () -> {
            int more = schedule.patienceSeconds() - schedule.giveUpSeconds();
            if (script.isOpen() && more > 0) {
                simulation.schedule(more * SimulationClock.NANOS_PER_SECOND, this::giveUp);
            } else {
                giveUp();
            }
        });
    }

    private void retransmit(String label) {
        if (outcome == null && !script.isOpen()) {
            onRetransmission.run();
            sendOpening(label);
        }
    }

    private void sendOpening(String label) {
        send(client, Direction.FORWARD, script.opening(), script.openingLabel() + label);
    }

    private void giveUp() {
        if (outcome == null) {
            boolean delivered = firstForward != null && firstForward.disposition() == Disposition.DELIVERED;
            finish(delivered ? Outcome.ONE_WAY : Outcome.TIMEOUT);
        }
    }

    private void finish(Outcome result) {
        outcome = result;
        endNanos = simulation.clock().nowNanos();
        simulation.schedule(0, whenOver);
    }

    private void send(String from, Direction direction, Packet packet, String label) {
        boolean first = direction == Direction.FORWARD ? firstForward == null && events.isEmpty() : !replyFollowed;
        replyFollowed |= direction == Direction.REPLY;
        int at = events.size();
        long now = simulation.clock().nowNanos();
        Trace.End underWay = new Trace.End(Disposition.INSUFFICIENT_INFO, null, "", "under way");
        events.add(new PacketEvent(direction, label, packet, underWay, new Trace.Span(now, now)));
        Journey journey = simulation.journey(direction, packet, isRecorded(first), new Follower(at, label, first));
        simulation.send(from, packet, journey);
    }

    private boolean isRecorded(boolean firstPacket) {
        return firstPacket && detail == Detail.STEPS;
    }

    /** What came of it; to be asked when the run is over. */
    public Flow flow() {
        Trace forward = firstForward;
        Outcome result = outcome;
        if (forward == null || result == null) {
            throw new IllegalStateException("the conversation is not over");
        }
        long start = forward.duration().startNanos();
        FiveTuple opening = script.opening().tuple();
        return new Flow(opening, result, forward, firstReply, events, new Trace.Span(start, endNanos));
    }

    private void ended(Trace trace, int at, String label, boolean first) {
        events.set(at, new PacketEvent(trace.direction(), label, trace.sent(), trace.end(), trace.duration()));
        if (first && trace.direction() == Direction.FORWARD && firstForward == null) {
            firstForward = trace;
        } else if (first && firstReply == null) {
            firstReply = trace;
        }
        if (outcome != null) {
            answerAfterEnd(trace);
            return;
        }
        if (trace.disposition().isUnknown() || trace.disposition() == Disposition.EXITS_MODEL) {
            finish(Outcome.UNDECIDED);
        } else if (isToldAtOnce(trace)) {
            finish(Outcome.REFUSED);
        } else if (trace.disposition() == Disposition.DELIVERED) {
            delivered(trace);
        }
    }

    /** The client's own kernel cannot send it, and says so when asked to (ENETUNREACH, EMSGSIZE). */
    private boolean isToldAtOnce(Trace trace) {
        boolean cannotSend =
                trace.disposition() == Disposition.NO_ROUTE || trace.disposition() == Disposition.MTU_EXCEEDED;
        return cannotSend && trace.end().element().equals(client);
    }

    private void delivered(Trace trace) {
        if (trace.direction() == Direction.REPLY && !trace.end().element().equals(client)) {
            return;
        }
        Optional<IcmpError> error = trace.last().findIcmpError();
        if (error.isPresent() && trace.direction() == Direction.FORWARD) {
            return;
        }
        Optional<Outcome> decided =
                trace.direction() == Direction.REPLY ? script.judge(trace.last()) : Optional.empty();
        decided.ifPresent(this::finish);
        answer(trace);
    }

    /** The closing packets are still exchanged when the outcome is clear. */
    private void answerAfterEnd(Trace trace) {
        boolean plain = trace.disposition() == Disposition.DELIVERED
                && trace.last().findIcmpError().isEmpty();
        if (outcome == Outcome.CONNECTED && plain) {
            answer(trace);
        }
    }

    private void answer(Trace trace) {
        boolean isRequest = trace.direction() == Direction.FORWARD && script.isRequest(trace.last());
        Direction back = trace.direction() == Direction.FORWARD ? Direction.REPLY : Direction.FORWARD;
        List<Script.Line> lines = script.answer(trace.direction(), trace.last());
        Runnable saying = () -> lines.forEach(line -> send(trace.end().element(), back, line.packet(), line.label()));
        if (isRequest) {
            program.serve(trace, saying);
        } else {
            saying.run();
        }
    }

    /** Waits for one packet of the conversation. */
    private final class Follower implements JourneyListener {

        private final int at;
        private final String label;
        private final boolean first;

        Follower(int at, String label, boolean first) {
            this.at = at;
            this.label = label;
            this.first = first;
        }

        @Override
        public void ended(Trace trace) {
            Conversation.this.ended(trace, at, label, first);
        }

        @Override
        public Answering answering(Packet answer) {
            int next = events.size();
            Direction back = events.get(at).direction() == Direction.FORWARD ? Direction.REPLY : Direction.FORWARD;
            boolean follow = back == Direction.REPLY && !replyFollowed;
            replyFollowed |= follow;
            String words =
                    answer.findIcmpError().map(error -> "ICMP " + error.text()).orElse("RST");
            long now = simulation.clock().nowNanos();
            Trace.End underWay = new Trace.End(Disposition.INSUFFICIENT_INFO, null, "", "under way");
            events.add(new PacketEvent(back, words, answer, underWay, new Trace.Span(now, now)));
            return new Answering(new Follower(next, words, follow), isRecorded(follow));
        }
    }
}
