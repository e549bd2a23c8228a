package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import java.util.ArrayList;
import java.util.List;

/** One step: its kind, what it did to the packet or decided, and the rule. */
final class StepText {

    private static final String INDENT = " ".repeat(6);
    private static final String FATAL = "    x ";
    private static final int KIND_WIDTH = 16;

    private final Page page;
    private final Palette palette;
    private final Verbosity verbosity;
    private final AddressOwners owners;

    StepText(Page page, Palette palette, Verbosity verbosity, AddressOwners owners) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
        this.owners = owners;
    }

    /** Prints the step; the one that ended a packet before its destination is marked. */
    void print(Step step, boolean isFatal) {
        List<String> changes = PacketText.changedEnds(step.before(), step.after(), owners);
        String label = (isFatal ? FATAL : INDENT) + Page.pad(step.kind().label(), KIND_WIDTH);
        for (String change : changes) {
            page.labelled(label, change, palette::changed);
            label = more("");
        }
        String rule = ruleBeside(step);
        String inOneLine = step.action() + "  [" + rule + "]";
        boolean fits = !rule.isEmpty() && label.length() + inOneLine.length() <= Page.WIDTH;
        page.labelled(label, fits ? inOneLine : step.action(), words -> isFatal ? palette.bad(words) : words);
        if (!fits && !rule.isEmpty()) {
            page.labelled(more(""), rule, palette::faint);
        }
        if (verbosity == Verbosity.WIDE) {
            printRest(step);
        }
    }

    // Some elements say the rule in the action already; then only its place is news.
    private static String ruleBeside(Step step) {
        RuleReference rule = step.matchedRule();
        if (rule == null || step.action().contains(rule.toString())) {
            return "";
        }
        boolean isSaid = !rule.text().isEmpty() && step.action().contains(rule.text());
        return isSaid ? rule.where() : RuleText.of(rule);
    }

    private void printRest(Step step) {
        List<String> facts = new ArrayList<>(PacketText.changedRest(step.before(), step.after()));
        facts.addAll(step.facts());
        for (String fact : facts) {
            page.labelled(more("- "), fact, words -> words);
        }
        for (ConsideredRule considered : step.considered()) {
            String words = RuleText.of(considered.rule()) + " -- not: " + considered.because();
            page.labelled(more("x "), words, palette::faint);
        }
    }

    private static String more(String marker) {
        return INDENT + " ".repeat(KIND_WIDTH) + marker;
    }
}
