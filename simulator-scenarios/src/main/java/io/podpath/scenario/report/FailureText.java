package io.podpath.scenario.report;

import io.podpath.scenario.run.DecidingTrace;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Direction;
import io.podpath.trace.Disposition;
import io.podpath.trace.Flow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Reason;
import io.podpath.trace.Trace;
import java.util.List;
import java.util.Optional;

/** Why a packet did not arrive: place, code, rule, rules that nearly applied, and what to do. */
final class FailureText {

    private static final String INDENT = "     ";
    private static final int LABEL_WIDTH = 17;
    private static final int MOST_NEAR_MISSES = 4;

    private final Page page;
    private final Palette palette;

    FailureText(Page page, Palette palette) {
        this.page = page;
        this.palette = palette;
    }

    /** Prints nothing if the packets arrived where the scenario can see them. */
    void print(Flow flow) {
        Trace trace = DecidingTrace.of(flow);
        Trace.End end = trace.end();
        boolean isAnswered = end.disposition() != Disposition.EXITS_MODEL || flow.outcome() == Outcome.CONNECTED;
        if (end.disposition().isArrival() && isAnswered) {
            return;
        }
        boolean isUnsure = flow.outcome() == Outcome.UNDECIDED;
        String which = trace.direction() == Direction.FORWARD ? "the request" : "the reply";
        page.blank();
        page.wrapped(
                "  WHY  " + which + " ended " + end.disposition() + " at " + end.element(),
                "       ",
                line -> isUnsure ? palette.unsure(line) : palette.bad(line));
        Optional<Reason> reason = end.findReason();
        reason.ifPresent(
                code -> page.wrapped(INDENT + code.name() + ": " + code.text().summary(), INDENT + "  ", w -> w));
        field("here", end.detail());
        if (!end.disposition().isArrival()) {
            DecidingTrace.findDecidingRule(trace).ifPresent(rule -> field("rule", RuleText.of(rule)));
            printNearMisses(trace);
        }
        reason.ifPresent(code -> {
            field("fix", code.text().fix());
            field("more", "podpath explain " + code.name());
        });
    }

    private void printNearMisses(Trace trace) {
        List<ConsideredRule> considered = DecidingTrace.nearMisses(trace);
        String label = "nearly applied";
        for (ConsideredRule rule : considered.subList(0, Math.min(MOST_NEAR_MISSES, considered.size()))) {
            field(label, RuleText.of(rule.rule()) + " -- " + rule.because());
            label = "";
        }
        if (considered.size() > MOST_NEAR_MISSES) {
            field("", "and " + (considered.size() - MOST_NEAR_MISSES) + " more (-o wide)");
        }
    }

    private void field(String label, String words) {
        if (!words.isEmpty()) {
            page.labelled(INDENT + Page.pad(label, LABEL_WIDTH), words, line -> line);
        }
    }
}
