package io.podpath.netfilter;

import io.podpath.element.ElementContext;
import io.podpath.element.Route;
import io.podpath.element.RoutingTable;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;

/** Writes the steps of a namespace outside its hooks: routes, checks, deliveries, drops. */
final class StepWriter {

    private final ElementContext context;

    StepWriter(ElementContext context) {
        this.context = context;
    }

    private boolean isRecording() {
        return context.recorder().isRecording();
    }

    void write(StepKind kind, String action, Packet packet) {
        if (isRecording()) {
            context.recorder().record(Step.of(kind, action, packet).at(context.nowNanos()));
        }
    }

    void route(Packet packet, Route chosen, RoutingTable table) {
        if (!isRecording()) {
            return;
        }
        List<ConsideredRule> shorter = table.listMatches(packet.destination().address()).stream()
                .filter(route -> !route.equals(chosen))
                .map(route -> new ConsideredRule(
                        new RuleReference("route " + route.destination(), route.toString()),
                        "its prefix is shorter than " + chosen.destination()))
                .toList();
        String action = chosen.kind() == Route.Kind.UNICAST ? "leaves by " + chosen.outInterface() : "leads nowhere";
        Step step = Step.of(StepKind.ROUTE, action, packet)
                .by(new RuleReference("main", chosen.toString()))
                .considering(shorter);
        context.recorder().record(step.at(context.nowNanos()));
    }

    Verdict.Drop drop(Packet packet, Disposition disposition, Reason reason, String detail) {
        write(StepKind.DROP, detail, packet);
        return new Verdict.Drop(packet, disposition, reason, detail);
    }

    Verdict.Drop reject(Packet packet, Verdict.Drop end) {
        write(StepKind.REJECT, end.detail(), packet);
        return end;
    }
}
