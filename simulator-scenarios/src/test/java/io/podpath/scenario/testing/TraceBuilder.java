package io.podpath.scenario.testing;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Hop;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a walk by hand, hop by hop. */
public final class TraceBuilder {

    private final Direction direction;
    private final Packet sent;
    private final long startNanos;
    private final List<Hop> hops = new ArrayList<>();
    private Packet packet;
    private long now;

    public TraceBuilder(Direction direction, Packet sent, long startNanos) {
        this.direction = direction;
        this.sent = sent;
        this.startNanos = startNanos;
        this.packet = sent;
        this.now = startNanos;
    }

    /** An element the packet reaches after some time. */
    public TraceBuilder hop(String element, String inInterface, long afterMicros) {
        now += afterMicros * 1_000;
        String kind = element.substring(0, element.indexOf('/'));
        hops.add(new Hop(element, kind, inInterface, now, List.of()));
        return this;
    }

    /** A step that leaves the packet as it is. */
    public TraceBuilder step(StepKind kind, String action) {
        return add(Step.of(kind, action, packet).at(now));
    }

    /** A step that a rule decides. */
    public TraceBuilder step(StepKind kind, String action, String where, String rule) {
        return add(
                Step.of(kind, action, packet).by(new RuleReference(where, rule)).at(now));
    }

    /** The last step again, with a fact. */
    public TraceBuilder fact(String fact) {
        return replaceLast(lastStep().withFact(fact));
    }

    /** The last step again, with one more rule that did not apply. */
    public TraceBuilder considered(String where, String because) {
        List<ConsideredRule> rules = new ArrayList<>(lastStep().considered());
        rules.add(new ConsideredRule(new RuleReference(where, ""), because));
        return replaceLast(lastStep().considering(rules));
    }

    /** The last step again, changing the source. */
    public TraceBuilder source(String end) {
        packet = packet.withTuple(packet.tuple().withSource(parse(end)));
        return replaceLast(lastStep().changedTo(packet));
    }

    /** The last step again, changing the destination. */
    public TraceBuilder destination(String end) {
        packet = packet.withTuple(packet.tuple().withDestination(parse(end)));
        return replaceLast(lastStep().changedTo(packet));
    }

    /** The walk, ended in its last hop. */
    public Trace end(Disposition disposition, @Nullable Reason reason, String detail) {
        String element = hops.get(hops.size() - 1).element();
        return new Trace(
                direction,
                sent,
                packet,
                hops,
                new Trace.End(disposition, reason, element, detail),
                new Trace.Span(startNanos, now));
    }

    /** Reads {@code 10.0.0.1:80}. */
    public static TransportAddress parse(String end) {
        int colon = end.lastIndexOf(':');
        return new TransportAddress(
                IpAddress.parse(end.substring(0, colon)), Integer.parseInt(end.substring(colon + 1)));
    }

    private Step lastStep() {
        List<Step> steps = hops.get(hops.size() - 1).steps();
        return steps.get(steps.size() - 1);
    }

    private TraceBuilder add(Step step) {
        List<Step> steps = new ArrayList<>(hops.get(hops.size() - 1).steps());
        steps.add(step);
        return replaceSteps(steps);
    }

    private TraceBuilder replaceLast(Step step) {
        List<Step> steps = new ArrayList<>(hops.get(hops.size() - 1).steps());
        steps.set(steps.size() - 1, step);
        return replaceSteps(steps);
    }

    private TraceBuilder replaceSteps(List<Step> steps) {
        Hop hop = hops.get(hops.size() - 1);
        hops.set(hops.size() - 1, new Hop(hop.element(), hop.kind(), hop.inInterface(), hop.arrivalNanos(), steps));
        return this;
    }
}
