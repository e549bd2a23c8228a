package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One step: its kind, what it did to the packet or decided, and the rule. */
final class StepText {

    private static final String INDENT = " ".repeat(6);
    private static final String FATAL = "    x ";
    private static final int KIND_WIDTH = 16;
    private static final Set<StepKind> PLAIN_TRANSLATIONS = EnumSet.of(StepKind.DNAT, StepKind.SNAT, StepKind.UN_NAT);

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
        if (saysItAll(step)) {
            page.labelled(label, rule, palette::faint);
        } else {
            printAction(label, step.action(), rule, isFatal);
        }
        if (verbosity == Verbosity.WIDE) {
            printRest(step);
        }
    }

    private void printAction(String label, String action, String rule, boolean isFatal) {
        String inOneLine = action + "  [" + rule + "]";
        boolean fits = !rule.isEmpty() && label.length() + inOneLine.length() <= Page.WIDTH;
        page.labelled(label, fits ? inOneLine : action, words -> isFatal ? palette.bad(words) : words);
        if (!fits && !rule.isEmpty()) {
            page.labelled(more(""), rule, palette::faint);
        }
    }

    // The fields that changed and the rule of a plain translation leave nothing for the action to say.
    private boolean saysItAll(Step step) {
        return verbosity == Verbosity.TEXT
                && PLAIN_TRANSLATIONS.contains(step.kind())
                && step.matchedRule() != null
                && PacketText.isTranslated(step.before(), step.after());
    }

    // Some elements say the rule in the action already; then only its place is news.
    private static String ruleBeside(Step step) {
        RuleReference rule = step.matchedRule();
        if (rule == null || step.action().contains(rule.toString())) {
            return "";
        }
        boolean isSaid = !rule.text().isEmpty() && step.action().contains(rule.text());
        return isSaid ? rule.where() : withoutRepetition(step.action(), RuleText.of(rule));
    }

    // "allowed by NSG a" and "NSG a AllowAll 100: ..." need the name of the group only once.
    private static String withoutRepetition(String action, String rule) {
        for (int space = rule.lastIndexOf(' '); space > 0; space = rule.lastIndexOf(' ', space - 1)) {
            if (action.endsWith(" " + rule.substring(0, space))) {
                return rule.substring(space + 1);
            }
        }
        return rule;
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
