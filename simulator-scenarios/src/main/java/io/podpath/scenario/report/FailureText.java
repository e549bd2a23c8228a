package io.podpath.scenario.report;

import io.podpath.scenario.run.DecidingTrace;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Direction;
import io.podpath.trace.Flow;
import io.podpath.trace.Reason;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Why a packet did not arrive: place, code, rule, rules that nearly applied, and what to do. */
final class FailureText {

    private static final int LABEL_WIDTH = 17;
    private static final int MOST_NEAR_MISSES = 4;

    private final Page page;
    private final Palette palette;

    FailureText(Page page, Palette palette) {
        this.page = page;
        this.palette = palette;
    }

    /** Prints nothing if every packet arrived. */
    void print(Flow flow) {
        Trace trace = DecidingTrace.of(flow);
        Trace.End end = trace.end();
        if (end.disposition().isArrival()) {
            return;
        }
        UnaryOperator<String> tone = end.disposition().isUnknown() ? palette::unsure : palette::bad;
        String which = trace.direction() == Direction.FORWARD ? "the request" : "the reply";
        page.blank();
        page.wrapped("  WHY  " + which + " ended " + end.disposition() + " at " + end.element(), "       ", tone);
        Optional<Reason> reason = end.findReason();
        reason.ifPresent(code -> field(code.name(), code.text().summary()));
        field("here", end.detail());
        DecidingTrace.findDecidingStep(trace)
                .flatMap(Step::findMatchedRule)
                .ifPresent(rule -> field("rule", RuleText.of(rule)));
        printNearMisses(trace);
        reason.ifPresent(code -> {
            field("fix", code.text().fix());
            field("more", "podpath explain " + code.name());
        });
    }

    private void printNearMisses(Trace trace) {
        List<ConsideredRule> considered = DecidingTrace.nearMisses(trace);
        String label = "nearly applied";
        for (ConsideredRule rule : considered.subList(0, Math.min(MOST_NEAR_MISSES, considered.size()))) {
            field(label, rule.rule().where() + ": " + rule.because());
            label = "";
        }
        if (considered.size() > MOST_NEAR_MISSES) {
            field("", "and " + (considered.size() - MOST_NEAR_MISSES) + " more (-o wide)");
        }
    }

    private void field(String label, String words) {
        if (!words.isEmpty()) {
            page.labelled(
                    "     " + Page.pad(label, LABEL_WIDTH) + (label.length() >= LABEL_WIDTH ? " " : ""), words, w -> w);
        }
    }
}
