package io.podpath.scenario.report;

import io.podpath.NodeWalk;
import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.Reason;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The walk of one packet through the dump of a node: what decided, what came out, what the answer becomes. */
public final class NodeWalkText {

    private static final String INDENT = "       ";
    private static final int MOST_NEAR_MISSES = 4;

    private final Page page = new Page();
    private final Palette palette;
    private final Verbosity verbosity;
    private final AddressOwners owners;

    private NodeWalkText(Palette palette, Verbosity verbosity, AddressOwners owners) {
        this.palette = palette;
        this.verbosity = verbosity;
        this.owners = owners;
    }

    /** The text of one walk, with a line break at its end. */
    public static String print(NodeWalk.Walk walk, AddressOwners owners, Verbosity verbosity, Palette palette) {
        NodeWalkText text = new NodeWalkText(palette, verbosity, owners);
        text.print(walk);
        return text.page.toString();
    }

    /** The text of every way a packet can go, the likeliest first. */
    public static String printAll(List<NodeWalk.Way> ways, AddressOwners owners, Verbosity verbosity, Palette palette) {
        NodeWalkText text = new NodeWalkText(palette, verbosity, owners);
        for (NodeWalk.Way way : ways) {
            String choices = way.choices().isEmpty() ? "" : "  " + String.join("; ", way.choices());
            text.page.wrapped("WAY  " + way.probability() + choices, "     ", palette::strong);
            text.print(way.walk());
            text.page.blank();
        }
        return text.page.toString();
    }

    private void print(NodeWalk.Walk walk) {
        Trace forward = walk.forward();
        title("PACKET", forward);
        steps(forward);
        end("OUT", forward);
        walk.findReply().ifPresent(reply -> {
            page.blank();
            boolean isAnswer = forward.disposition().isArrival();
            title(isAnswer ? "ANSWER" : "ERROR", reply);
            if (isAnswer) {
                String in = reply.hops().get(0).inInterface();
                String how = in.equals("local") ? "if a process of the node answers" : "if one comes back in by " + in;
                page.line(palette.faint("     " + how));
            }
            steps(reply);
            end("OUT", reply);
            warnOfStranger(forward, reply);
        });
    }

    private void title(String name, Trace trace) {
        String in = trace.hops().get(0).inInterface();
        String where = in.equals("local") ? "from the node itself" : "in by " + in;
        page.wrapped("  " + name + "  " + trace.sent() + ", " + where, "     ", palette::strong);
    }

    private void steps(Trace trace) {
        List<Step> steps = trace.hops().get(0).steps();
        StepText text = new StepText(page, palette, verbosity, owners);
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i == steps.size() - 1;
            if (isLast || verbosity.shows(steps.get(i))) {
                text.print(steps.get(i), isLast && !trace.disposition().isArrival());
            }
        }
    }

    private void end(String label, Trace trace) {
        String tail = trace.disposition().isArrival() ? " as " + trace.last() : "";
        String words =
                "  " + label + "  " + trace.disposition() + ": " + trace.end().detail() + tail;
        page.wrapped(words, INDENT, line -> tone(trace.disposition(), line));
        Optional<Reason> reason = trace.end().findReason();
        reason.ifPresent(code -> {
            page.wrapped(INDENT + code.name() + ": " + code.text().summary(), INDENT + "  ", line -> line);
            page.line(INDENT + "more: podpath explain " + code.name());
        });
        if (verbosity == Verbosity.TEXT && !trace.disposition().isArrival()) {
            nearMisses(trace);
        }
    }

    /** The rules beside the one that decided, nearest last in the table, as the walk met them. */
    private void nearMisses(Trace trace) {
        List<ConsideredRule> considered = new ArrayList<>();
        trace.steps().forEach(step -> considered.addAll(step.considered()));
        for (ConsideredRule rule :
                considered.subList(Math.max(0, considered.size() - MOST_NEAR_MISSES), considered.size())) {
            page.labelled(INDENT + "not ", RuleText.of(rule.rule()) + " -- because " + rule.because(), palette::faint);
        }
    }

    private void warnOfStranger(Trace forward, Trace reply) {
        boolean isKnown = reply.last().tuple().equals(forward.sent().tuple().reply())
                || reply.sent().findIcmpError().isPresent();
        if (reply.disposition().isArrival() && !isKnown) {
            page.wrapped(
                    INDENT + "the sender does not know this connection: it waits for an answer from "
                            + forward.sent().destination(),
                    INDENT,
                    palette::bad);
        }
    }

    private String tone(Disposition disposition, String line) {
        if (disposition.isUnknown()) {
            return palette.unsure(line);
        }
        return disposition.isArrival() ? palette.good(line) : palette.bad(line);
    }
}
