package io.podpath.scenario.report;

import io.podpath.trace.Direction;
import io.podpath.trace.Flow;
import io.podpath.trace.PacketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the connection went, packet by packet.
 *
 * <p>One line if everything arrived; else a line for each packet, with retries that end alike folded into one.
 */
final class ConversationText {

    private static final String TITLE = "  CONVERSATION";
    private static final int TIME_WIDTH = 15;

    private final Page page;
    private final Palette palette;
    private final Verbosity verbosity;

    ConversationText(Page page, Palette palette, Verbosity verbosity) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
    }

    void print(Flow flow) {
        if (flow.conversation().isEmpty()) {
            return;
        }
        page.blank();
        if (verbosity == Verbosity.TEXT && flow.conversation().stream().allMatch(ConversationText::arrived)) {
            printInOneLine(flow);
            return;
        }
        page.line(palette.strong(TITLE));
        int labelWidth = flow.conversation().stream()
                .mapToInt(event -> event.label().length())
                .max()
                .orElse(0);
        for (List<PacketEvent> run : runs(flow.conversation())) {
            printEvent(flow, run.get(0), labelWidth);
            if (run.size() == 2) {
                printEvent(flow, run.get(1), labelWidth);
            } else if (run.size() > 2) {
                printRetries(flow, run.subList(1, run.size()));
            }
        }
    }

    private void printInOneLine(Flow flow) {
        List<String> parts = new ArrayList<>();
        flow.conversation().forEach(event -> parts.add(arrow(event) + " " + event.label()));
        String total = ", " + Durations.format(flow.duration().lengthNanos()) + " in all";
        page.labelled(TITLE + "  ", String.join("  ", parts) + total, line -> line);
    }

    private void printEvent(Flow flow, PacketEvent event, int labelWidth) {
        page.labelled(
                time(flow, event) + "  " + arrow(event) + "  ",
                Page.pad(event.label(), labelWidth) + "  " + end(event),
                words -> arrived(event) ? words : palette.bad(words));
    }

    private void printRetries(Flow flow, List<PacketEvent> retries) {
        PacketEvent last = retries.get(retries.size() - 1);
        page.labelled(
                time(flow, last) + "  " + arrow(last) + "  ",
                "and " + retries.size() + " more tries up to here, each " + end(last),
                palette::bad);
    }

    private List<List<PacketEvent>> runs(List<PacketEvent> events) {
        List<List<PacketEvent>> runs = new ArrayList<>();
        for (PacketEvent event : events) {
            List<PacketEvent> current = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
            if (verbosity == Verbosity.TEXT && !current.isEmpty() && isRetry(current.get(0), event)) {
                current.add(event);
            } else {
                runs.add(new ArrayList<>(List.of(event)));
            }
        }
        return runs;
    }

    private static boolean isRetry(PacketEvent first, PacketEvent event) {
        return !arrived(first)
                && first.direction() == event.direction()
                && first.end().disposition() == event.end().disposition()
                && first.end().element().equals(event.end().element());
    }

    private static boolean arrived(PacketEvent event) {
        return event.end().disposition().isArrival();
    }

    private static String time(Flow flow, PacketEvent event) {
        String time =
                Durations.format(event.duration().startNanos() - flow.duration().startNanos());
        return " ".repeat(Math.max(0, TIME_WIDTH - time.length())) + time;
    }

    private static String arrow(PacketEvent event) {
        if (event.direction() == Direction.FORWARD) {
            return arrived(event) ? "-->" : "--x";
        }
        return arrived(event) ? "<--" : "x--";
    }

    private static String end(PacketEvent event) {
        String words = event.end().disposition().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words + " at " + event.end().element();
    }
}
