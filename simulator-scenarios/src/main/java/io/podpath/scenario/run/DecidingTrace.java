package io.podpath.scenario.run;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Flow;
import io.podpath.trace.Hop;
import io.podpath.trace.Outcome;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The walk that decided a flow: the walk back if the first packet arrived and its answer did not, else the walk of the
 * first packet.
 */
public final class DecidingTrace {

    private static final Set<StepKind> TRANSLATIONS =
            EnumSet.of(StepKind.SERVICE_DNAT, StepKind.DNAT, StepKind.SNAT, StepKind.UN_NAT);

    private DecidingTrace() {}

    /** The walk that decided. */
    public static Trace of(Flow flow) {
        // The reply of a connection that opened arrived, whatever became of copies that a bridge made of it.
        if (flow.outcome() == Outcome.CONNECTED || !flow.forward().disposition().isArrival()) {
            return flow.forward();
        }
        return flow.findReply()
                .filter(reply -> !reply.disposition().isArrival())
                .orElseGet(flow::forward);
    }

    /** The rule that ended a lost packet: the last one of the element where it ended. */
    public static Optional<RuleReference> findDecidingRule(Trace trace) {
        List<RuleReference> rules = rules(lastHop(trace));
        return rules.isEmpty() ? Optional.empty() : Optional.of(rules.get(rules.size() - 1));
    }

    /** The rules that decided: of a lost packet the one that ended it, of a delivered one every one on its way. */
    static List<RuleReference> rules(Trace trace) {
        return trace.disposition().isArrival()
                ? rules(trace.steps())
                : findDecidingRule(trace).stream().toList();
    }

    /** Rules beside the one that ended a lost packet. */
    public static List<ConsideredRule> nearMisses(Trace trace) {
        List<List<ConsideredRule>> considered = lastHop(trace)
                .map(Step::considered)
                .filter(rules -> !rules.isEmpty())
                .toList();
        return considered.isEmpty() ? List.of() : considered.get(considered.size() - 1);
    }

    private static List<RuleReference> rules(Stream<Step> steps) {
        return steps.flatMap(step -> step.findMatchedRule().stream()).toList();
    }

    // A rule of an earlier element, or one that translated, let the packet pass, so it cannot be what ended it.
    private static Stream<Step> lastHop(Trace trace) {
        List<Hop> hops = trace.hops();
        return hops.isEmpty()
                ? Stream.empty()
                : hops.get(hops.size() - 1).steps().stream().filter(step -> !TRANSLATIONS.contains(step.kind()));
    }
}
