package io.podpath.engine;

import io.podpath.element.Choices;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.topology.ElementSource;
import io.podpath.topology.Link;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.RoutingReason;
import io.podpath.trace.Trace;
import io.podpath.trace.TraceRecorder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: elements in their initial state, one clock, one queue, one source of choices.
 *
 * <p>A packet moves from element to element as events: it arrives, the element decides in no time but its own delay,
 * and the link's latency later it arrives at the next one. Conversations, timers and later load and control-plane
 * changes are events on the same queue.
 */
public final class Simulation implements ElementSource {

    /** More than any sensible path has; a packet that crosses so many elements goes round in circles. */
    private static final int MAX_HOPS = 200;

    private final Topology topology;
    private final Choices choices;
    private final SimulationClock clock = new SimulationClock();
    private final EventQueue queue = new EventQueue();
    private final Map<String, Element> elements = new HashMap<>();
    private @Nullable Consumer<Passage> observer;

    /** A run of this network with these choices. */
    public Simulation(Topology topology, Choices choices) {
        this.topology = topology;
        this.choices = choices;
    }

    /** From now on the observer is told of every crossing of an element, also of packets that nobody records. */
    public void observe(Consumer<Passage> newObserver) {
        observer = newObserver;
    }

    /** The clock. */
    public SimulationClock clock() {
        return clock;
    }

    /** The choices. */
    public Choices choices() {
        return choices;
    }

    /** Does something later. */
    public void schedule(long delayNanos, Runnable action) {
        queue.schedule(clock.nowNanos() + delayNanos, action);
    }

    /** Runs until nothing is left to happen. */
    public void run() {
        for (Optional<Event> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            clock.advanceTo(next.get().timeNanos());
            next.get().action().run();
        }
    }

    /**
     * The element at a node, made when first asked for.
     *
     * @throws IllegalArgumentException if there is no such node
     */
    @Override
    public Element element(String node) {
        Element element = elements.get(node);
        if (element == null) {
            element = node(node).factory().apply(this);
            elements.put(node, element);
        }
        return element;
    }

    private TopologyNode node(String id) {
        return topology.findNode(id).orElseThrow(() -> new IllegalArgumentException("no element " + id));
    }

    /** A process at this node sends a packet now. */
    void send(String node, Packet packet, Journey journey) {
        schedule(0, () -> arrive(new LinkEnd(node, ElementContext.LOCAL), packet, journey));
    }

    /** Begins to follow a packet. */
    Journey journey(Direction direction, Packet packet, boolean recorded, JourneyListener listener) {
        return new Journey(direction, packet, recorded, clock.nowNanos(), listener);
    }

    private void arrive(LinkEnd at, Packet packet, Journey journey) {
        PassageRecorder watching = observer == null ? null : new PassageRecorder(journey);
        Context context = new Context(at.interfaceName(), journey, watching);
        Verdict verdict = journey.countHop() > MAX_HOPS
                ? new Verdict.Drop(packet, Disposition.LOOP, RoutingReason.ROUTE_LOOP, "after " + MAX_HOPS + " hops")
                : element(at.node()).process(packet, context);
        if (observer != null && watching != null) {
            observer.accept(new Passage(at, node(at.node()).kind(), packet, watching.matched(), verdict));
        }
        journey.leave(at.node(), node(at.node()).kind(), at.interfaceName(), clock.nowNanos());
        verdict.fold(new Outcomes(at.node(), journey));
    }

    /** What follows from each kind of verdict. */
    private final class Outcomes implements Verdict.Cases<Optional<Trace>> {

        private final String node;
        private final Journey journey;

        Outcomes(String node, Journey journey) {
            this.node = node;
            this.journey = journey;
        }

        @Override
        public Optional<Trace> forward(Verdict.Forward forward) {
            LinkEnd out = new LinkEnd(node, forward.outInterface());
            Optional<Link> link = topology.findLink(out);
            if (link.isEmpty()) {
                String detail = "nothing is connected to " + out;
                return drop(new Verdict.Drop(
                        forward.packet(), Disposition.NEIGHBOUR_UNREACHABLE, RoutingReason.ROUTE_NEIGHBOUR, detail));
            }
            LinkEnd next = link.get().opposite(out);
            schedule(forward.delayNanos() + link.get().latencyNanos(), () -> arrive(next, forward.packet(), journey));
            return Optional.empty();
        }

        @Override
        public Optional<Trace> deliver(Verdict.Deliver deliver) {
            return ended(journey.delivered(deliver.packet(), node, deliver.socket(), clock.nowNanos()));
        }

        @Override
        public Optional<Trace> reply(Verdict.Reply reply) {
            JourneyListener.Answering answering = journey.listener().answering(reply.answer());
            Direction back = journey.direction() == Direction.FORWARD ? Direction.REPLY : Direction.FORWARD;
            Optional<Trace> trace = drop(reply.end());
            // The answer leaves at once: the element remembers which connection it reports on.
            Journey answer = journey(back, reply.answer(), answering.recorded(), answering.listener());
            arrive(new LinkEnd(node, ElementContext.LOCAL), reply.answer(), answer);
            return trace;
        }

        @Override
        public Optional<Trace> drop(Verdict.Drop drop) {
            return ended(journey.dropped(drop, node, clock.nowNanos()));
        }

        private Optional<Trace> ended(Trace trace) {
            journey.listener().ended(trace);
            return Optional.of(trace);
        }
    }

    /** What an element may know while it has a packet. */
    private final class Context implements ElementContext {

        private final String inInterface;
        private final Journey journey;
        private final @Nullable PassageRecorder watching;

        Context(String inInterface, Journey journey, @Nullable PassageRecorder watching) {
            this.inInterface = inInterface;
            this.journey = journey;
            this.watching = watching;
        }

        @Override
        public String inInterface() {
            return inInterface;
        }

        @Override
        public long nowNanos() {
            return clock.nowNanos();
        }

        @Override
        public Choices choices() {
            return choices;
        }

        @Override
        public TraceRecorder recorder() {
            if (watching != null) {
                return watching;
            }
            return journey.isRecorded() ? journey : TraceRecorder.SILENT;
        }
    }
}
