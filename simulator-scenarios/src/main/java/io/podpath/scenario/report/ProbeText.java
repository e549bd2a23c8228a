package io.podpath.scenario.report;

import io.podpath.Probe;
import io.podpath.scenario.load.Expectation;
import io.podpath.scenario.run.Mismatch;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.SourceRole;
import io.podpath.trace.Flow;
import io.podpath.trace.OpenConnections;
import io.podpath.trace.Outcome;
import io.podpath.trace.Trace;
import java.util.Locale;

/** One probe: headline, walk, way back, why it failed, conversation. */
final class ProbeText {

    private final Page page;
    private final Palette palette;
    private final Verbosity verbosity;

    ProbeText(Page page, Palette palette, Verbosity verbosity) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
    }

    void print(ProbeResult result) {
        Flow flow = result.flow();
        printHeadline(result);
        new LookupText(page, palette, verbosity, result.addresses()).print(flow);
        if (isWalked(flow)) {
            printWalk("REQUEST", flow.forward(), result);
        }
        new HttpText(page, palette, verbosity, result.addresses()).print(flow);
        flow.findReply().ifPresent(reply -> {
            if (verbosity == Verbosity.WIDE) {
                printWalk("REPLY", reply, result);
            } else {
                printTitle("REPLY", reply);
                new ReplyText(page, palette, result.addresses()).print(reply);
            }
        });
        new FailureText(page, palette).print(flow);
        new ConversationText(page, palette, verbosity).print(flow);
    }

    /** The lines that answer the question without the walk. */
    void printHeadline(ProbeResult result) {
        Probe probe = result.expected().probe();
        Flow flow = result.flow();
        String words = mark(result) + " " + probe.name() + ": " + OutcomeText.of(flow) + status(flow) + timing(flow)
                + verdict(result);
        page.wrapped(words, "       ", line -> tone(result, line));
        String opening = isWalked(flow) ? "   (" + flow.opening() + size(probe) + ")" : "";
        page.wrapped("       " + probe.from() + " -> " + probe.describeTarget() + opening, "         ", line -> line);
        printOpenBefore(flow.before());
        if (flow.forward().disposition().isArrival()) {
            String seen = result.addresses().describe(SourceRole.addressSeen(flow));
            page.wrapped(
                    "       " + flow.forward().end().element() + " sees the source " + seen, "         ", line -> line);
        }
        for (Mismatch mismatch : result.mismatches()) {
            page.wrapped("       " + mismatch, "         ", palette::bad);
        }
    }

    private void printOpenBefore(OpenConnections before) {
        if (before.wanted() > 0) {
            String tried = before.open() == before.wanted()
                    ? ""
                    : String.format(Locale.ROOT, " (%,d were tried)", before.wanted());
            String open = String.format(Locale.ROOT, "%,d open connections", before.open());
            page.line("       beside " + open + " of the same client to the same destination" + tried);
        }
    }

    private void printWalk(String title, Trace trace, ProbeResult result) {
        printTitle(title, trace);
        long start = result.flow().duration().startNanos();
        new WalkText(page, palette, verbosity, result.addresses()).print(trace, start);
    }

    private void printTitle(String title, Trace trace) {
        page.blank();
        page.wrapped("  " + title + "  " + trace.sent(), "     ", palette::strong);
    }

    /** A flow that podpath cannot send at all has no packet to show. */
    private static boolean isWalked(Flow flow) {
        return !flow.forward().hops().isEmpty();
    }

    private static String size(Probe probe) {
        String size = probe.payload().describe();
        return size.isEmpty() ? "" : ", " + size;
    }

    private static String timing(Flow flow) {
        if (flow.outcome() == Outcome.TIMEOUT || flow.outcome() == Outcome.ONE_WAY) {
            return " after " + Durations.format(flow.duration().lengthNanos());
        }
        return flow.findRoundTripNanos()
                .map(nanos -> ", round trip " + Durations.format(nanos))
                .orElse("");
    }

    private static String status(Flow flow) {
        return flow.findHttp()
                .filter(exchange -> flow.outcome() == Outcome.CONNECTED)
                .map(exchange -> ", HTTP " + exchange.answer())
                .orElse("");
    }

    private static boolean asserts(ProbeResult result) {
        return !result.expected().expectation().equals(Expectation.NONE);
    }

    private static String mark(ProbeResult result) {
        return !asserts(result) ? "[ -- ]" : result.isAsExpected() ? "[ ok ]" : "[FAIL]";
    }

    private static String verdict(ProbeResult result) {
        return !asserts(result) ? "" : result.isAsExpected() ? ", as expected" : ", NOT as expected";
    }

    private String tone(ProbeResult result, String line) {
        if (!result.isAsExpected()) {
            return palette.bad(line);
        }
        return result.flow().outcome() == Outcome.UNDECIDED ? palette.unsure(line) : palette.good(line);
    }
}
