package io.podpath.scenario.run;

import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Flow;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The walk that decided a flow: the walk back if the first packet arrived and its answer did not, else the walk of the
 * first packet.
 */
public final class DecidingTrace {

    private DecidingTrace() {}

    /** The walk that decided. */
    public static Trace of(Flow flow) {
        if (!flow.forward().disposition().isArrival()) {
            return flow.forward();
        }
        return flow.findReply()
                .filter(reply -> !reply.disposition().isArrival())
                .orElseGet(flow::forward);
    }

    /** The last step that a rule decided; for a packet that was lost this is the rule that ended it. */
    public static Optional<Step> findDecidingStep(Trace trace) {
        List<Step> steps =
                trace.steps().filter(step -> step.matchedRule() != null).toList();
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    /** The rules that decided: of a lost packet the last one, of a delivered one every one on its way. */
    static List<RuleReference> rules(Trace trace) {
        List<RuleReference> rules = new ArrayList<>();
        trace.steps().forEach(step -> step.findMatchedRule().ifPresent(rules::add));
        boolean lost = !trace.disposition().isArrival();
        return lost && !rules.isEmpty() ? List.of(rules.get(rules.size() - 1)) : List.copyOf(rules);
    }

    /** Rules considered by the last step that considered any. */
    public static List<ConsideredRule> nearMisses(Trace trace) {
        List<List<ConsideredRule>> considered = trace.steps()
                .map(Step::considered)
                .filter(rules -> !rules.isEmpty())
                .toList();
        return considered.isEmpty() ? List.of() : considered.get(considered.size() - 1);
    }
}
