package io.podpath;

import io.podpath.element.Choices;
import io.podpath.element.ElementContext;
import io.podpath.element.Fraction;
import io.podpath.element.PlainContext;
import io.podpath.element.Route;
import io.podpath.element.Verdict;
import io.podpath.engine.EnumeratedChoices;
import io.podpath.engine.SeededChoices;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TcpFlags;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.netfilter.NamespaceConfig;
import io.podpath.netfilter.NetworkNamespace;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Hop;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import io.podpath.trace.TraceRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Walks one packet through one node, with nothing around it: what comes out, and what becomes of the answer if the
 * receiver sends one and it comes back in where the packet went out.
 *
 * <p>Every walk meets the node with empty connection tracking, full buckets and empty lists.
 */
public final class NodeWalk {

    /** Who gets a packet for the node itself: nobody knows which ports are open. */
    public static final List<ListeningSocket> UNKNOWN_SOCKETS = List.of(
            new ListeningSocket(Protocol.TCP, ListeningSocket.EVERY_PORT, "the node, if a process listens on"),
            new ListeningSocket(Protocol.UDP, ListeningSocket.EVERY_PORT, "the node, if a process listens on"),
            new ListeningSocket(Protocol.SCTP, ListeningSocket.EVERY_PORT, "the node, if a process listens on"));

    private static final int MAX_WAYS = 4_096;
    private static final String NODE = "node";

    private final NamespaceConfig config;

    /** A node with these rules, routes and settings. */
    public NodeWalk(NamespaceConfig config) {
        this.config = config;
    }

    /**
     * A packet and what became of it and of its answer.
     *
     * @param forward the packet
     * @param reply the answer, or the error the node sent; none if the packet was lost in silence
     */
    public record Walk(Trace forward, @Nullable Trace reply) {

        /** The answer, if there was one. */
        public Optional<Trace> findReply() {
            return Optional.ofNullable(reply);
        }
    }

    /**
     * One of the ways a packet can go.
     *
     * @param probability how likely, exactly
     * @param choices the random choices on this way, in words
     * @param walk what happens
     */
    public record Way(Fraction probability, List<String> choices, Walk walk) {

        public Way {
            choices = List.copyOf(choices);
        }
    }

    /** Walks the packet; random choices come from the seed. {@link ElementContext#LOCAL} is a process of the node. */
    public Walk walk(Packet packet, String inInterface, long seed) {
        return walk(packet, inInterface, new SeededChoices(seed));
    }

    /** Every way the packet can go, the likeliest first; choices of the answer are drawn from the seed. */
    public List<Way> walkAll(Packet packet, String inInterface, long seed) {
        List<Way> ways = new ArrayList<>();
        Optional<List<EnumeratedChoices.Taken>> next = Optional.of(List.of());
        while (next.isPresent() && ways.size() < MAX_WAYS) {
            EnumeratedChoices choices = new EnumeratedChoices(next.get(), seed);
            Walk walk = walk(packet, inInterface, choices);
            List<String> questions = choices.taken().stream()
                    .map(EnumeratedChoices.Taken::describe)
                    .toList();
            ways.add(new Way(choices.probability(), questions, walk));
            next = choices.next();
        }
        ways.sort((one, other) -> other.probability().compareTo(one.probability()));
        return ways;
    }

    private Walk walk(Packet packet, String inInterface, Choices choices) {
        NetworkNamespace namespace = new NetworkNamespace(config);
        if (inInterface.equals(ElementContext.LOCAL)) {
            namespace.open(packet.tuple());
        }
        Visit forward = new Visit(choices, inInterface);
        Verdict verdict = namespace.process(packet, forward.context());
        Trace trace = forward.trace(Direction.FORWARD, packet, verdict);
        if (verdict instanceof Verdict.Reply reply) {
            return new Walk(trace, answer(namespace, reply.answer(), new Visit(choices, ElementContext.LOCAL)));
        }
        if (verdict instanceof Verdict.Forward out) {
            Visit back = new Visit(choices, out.outInterface());
            return new Walk(trace, answer(namespace, answerTo(out.packet()), back));
        }
        if (verdict instanceof Verdict.Deliver delivered) {
            Visit back = new Visit(choices, ElementContext.LOCAL);
            return new Walk(trace, answer(namespace, answerTo(delivered.packet()), back));
        }
        return new Walk(trace, null);
    }

    private Trace answer(NetworkNamespace namespace, Packet answer, Visit visit) {
        return visit.trace(Direction.REPLY, answer, namespace.process(answer, visit.context()));
    }

    private static Packet answerTo(Packet packet) {
        if (packet.echoType() != null) {
            return Packet.echoReply(packet);
        }
        return packet.protocol() == Protocol.TCP
                ? Packet.tcp(packet.tuple().reply(), TcpFlags.SYN_ACK, 0)
                : Packet.datagram(packet.tuple().reply(), 0);
    }

    /** One packet's visit of the node; keeps the steps. */
    private final class Visit implements TraceRecorder {

        private final Choices choices;
        private final String inInterface;
        private final List<Step> steps = new ArrayList<>();

        Visit(Choices choices, String inInterface) {
            this.choices = choices;
            this.inInterface = inInterface;
        }

        ElementContext context() {
            return new PlainContext(inInterface, 0, choices, this);
        }

        Trace trace(Direction direction, Packet sent, Verdict verdict) {
            Hop hop = new Hop(config.name(), NODE, inInterface, 0, steps);
            Trace.Span now = new Trace.Span(0, 0);
            if (verdict instanceof Verdict.Forward out) {
                IpAddress destination = out.packet().destination().address();
                String nextHop = config.ip()
                        .routes()
                        .find(destination)
                        .flatMap(Route::findGateway)
                        .map(gateway -> "to the next hop " + gateway)
                        .orElse("to " + destination + " on the link");
                Trace.End end = new Trace.End(
                        Disposition.EXITS_MODEL,
                        null,
                        config.name(),
                        "leaves by " + out.outInterface() + " " + nextHop);
                return new Trace(direction, sent, out.packet(), List.of(hop), end, now);
            }
            if (verdict instanceof Verdict.Deliver delivered) {
                Trace.End end =
                        new Trace.End(Disposition.DELIVERED, null, config.name(), "delivered to " + delivered.socket());
                return new Trace(direction, sent, delivered.packet(), List.of(hop), end, now);
            }
            Verdict.Drop drop = verdict instanceof Verdict.Reply reply ? reply.end() : (Verdict.Drop) verdict;
            Trace.End end = new Trace.End(drop.disposition(), drop.reason(), config.name(), drop.detail());
            return new Trace(direction, sent, drop.packet(), List.of(hop), end, now);
        }

        @Override
        public boolean isRecording() {
            return true;
        }

        @Override
        public void record(Step step) {
            steps.add(step);
        }
    }
}
