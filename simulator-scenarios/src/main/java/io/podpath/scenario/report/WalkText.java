package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.Hop;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.util.List;

/** A walk hop by hop, with the virtual time of each arrival since the connection began. */
final class WalkText {

    private static final int NUMBER_WIDTH = 3;

    private final Page page;
    private final Palette palette;
    private final Verbosity verbosity;
    private final StepText steps;

    WalkText(Page page, Palette palette, Verbosity verbosity, AddressOwners addresses) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
        this.steps = new StepText(page, palette, verbosity, addresses);
    }

    /** Prints the hops; times count from the start of the connection. */
    void print(Trace trace, long startNanos) {
        List<Hop> hops = trace.hops();
        for (int index = 0; index < hops.size(); index++) {
            Hop hop = hops.get(index);
            String number = Integer.toString(index + 1);
            String left = " ".repeat(Math.max(0, NUMBER_WIDTH - number.length())) + number + "  " + name(hop);
            page.spread(left, Durations.format(hop.arrivalNanos() - startNanos), palette::strong);
            boolean isLastHop = index == hops.size() - 1;
            for (int stepIndex = 0; stepIndex < hop.steps().size(); stepIndex++) {
                Step step = hop.steps().get(stepIndex);
                boolean isEnd = isLastHop && stepIndex == hop.steps().size() - 1;
                if (isEnd || verbosity.shows(step)) {
                    steps.print(step, isEnd && !trace.disposition().isArrival());
                    printTime(step.timeNanos(), hop.arrivalNanos(), startNanos);
                }
            }
        }
    }

    // A step takes no time of its own unless the element works on the packet, as a busy queue would.
    private void printTime(long stepNanos, long arrivalNanos, long startNanos) {
        if (verbosity == Verbosity.WIDE && stepNanos > arrivalNanos) {
            page.spread("", "at " + Durations.format(stepNanos - startNanos), palette::faint);
        }
    }

    private String name(Hop hop) {
        boolean entersByWire =
                !hop.inInterface().isEmpty() && !hop.inInterface().equals("local");
        return verbosity == Verbosity.WIDE && entersByWire
                ? hop.element() + "  (" + hop.kind() + ", in " + hop.inInterface() + ")"
                : hop.element();
    }
}
