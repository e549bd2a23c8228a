package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.Hop;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.util.List;
import java.util.stream.Collectors;

/** The way back in brief: the elements in one line, then where addresses were translated back. */
final class ReplyText {

    private static final String INDENT = "     ";
    private static final int KIND_WIDTH = 13;

    private final Page page;
    private final Palette palette;
    private final AddressOwners addresses;

    ReplyText(Page page, Palette palette, AddressOwners addresses) {
        this.page = page;
        this.palette = palette;
        this.addresses = addresses;
    }

    void print(Trace reply) {
        String way = reply.hops().stream().map(Hop::element).collect(Collectors.joining(" > "));
        page.wrapped(INDENT + way, INDENT + "  ", palette::strong);
        for (Hop hop : reply.hops()) {
            for (Step step : hop.steps()) {
                if (PacketText.isTranslated(step.before(), step.after())) {
                    printChange(hop, step);
                }
            }
        }
    }

    private void printChange(Hop hop, Step step) {
        List<String> changes = PacketText.changedEnds(step.before(), step.after(), addresses);
        String label = " " + INDENT + Page.pad(step.kind().label(), KIND_WIDTH + 3);
        page.labelled(label, String.join(", ", changes) + "  at " + hop.element(), palette::changed);
    }
}
