package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressBook;
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
    private final AddressBook addresses;

    StepText(Page page, Palette palette, Verbosity verbosity, AddressBook addresses) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
        this.addresses = addresses;
    }

    /** Prints the step; the one that ended a packet before its destination is marked. */
    void print(Step step, boolean isFatal) {
        List<String> changes = PacketText.changedEnds(step.before(), step.after(), addresses);
        String label = (isFatal ? FATAL : INDENT) + Page.pad(step.kind().label(), KIND_WIDTH);
        if (changes.isEmpty()) {
            page.labelled(label, step.action(), words -> isFatal ? palette.bad(words) : words);
        } else {
            for (String change : changes) {
                page.labelled(label, change, palette::changed);
                label = more("");
            }
            page.labelled(more(""), step.action(), words -> words);
        }
        step.findMatchedRule()
                .filter(rule -> !step.action().contains(rule.toString()))
                .ifPresent(this::printRule);
        if (verbosity == Verbosity.WIDE) {
            printRest(step);
        }
    }

    private void printRule(RuleReference rule) {
        page.labelled(more(""), RuleText.of(rule), palette::faint);
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
