package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Flow;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Reason;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;

/**
 * What a proxy did with a request, and the walk of its own connection; a proxy behind it follows in the same way.
 *
 * <pre>
 *   HTTP  GET https://shop.example.com/cart at pod/ingress/nginx-0
 *       tls             TLS ends here, with Secret shop/tls
 *       http-route      to service/shop/cart:80
 *   BEHIND IT  tcp 10.244.0.4:41022 -&gt; 10.244.1.5:8080 SYN
 *   1  pod/ingress/nginx-0
 * </pre>
 */
final class HttpText {

    private static final String INDENT = "     ";
    private static final int LABEL_WIDTH = 17;
    private static final int MOST_NEAR_MISSES = 6;

    private final Page page;
    private final Palette palette;
    private final Verbosity verbosity;
    private final AddressOwners addresses;

    HttpText(Page page, Palette palette, Verbosity verbosity, AddressOwners addresses) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
        this.addresses = addresses;
    }

    /** Prints nothing if no request arrived. */
    void print(Flow flow) {
        List<LinkedFlow> proxied = flow.linked().stream()
                .filter(linked -> linked.relation() == LinkedFlow.Relation.PROXIED)
                .toList();
        if (flow.findHttp().isEmpty() && proxied.isEmpty()) {
            return;
        }
        flow.findHttp().ifPresent(this::printExchange);
        for (int i = 0; i < proxied.size(); i++) {
            printBehind(proxied.get(i), i == proxied.size() - 1);
        }
    }

    private void printExchange(HttpExchange exchange) {
        page.blank();
        page.wrapped("  HTTP  " + exchange.request() + " at " + exchange.server(), INDENT + "   ", palette::strong);
        if (!exchange.forwardedFor().isEmpty()) {
            page.line("        X-Forwarded-For: " + exchange.forwardedFor());
        }
        StepText steps = new StepText(page, palette, verbosity, addresses);
        boolean isFine = exchange.answer().findReason().isEmpty();
        for (Step step : exchange.steps()) {
            steps.print(step, !isFine && step.kind() == StepKind.HTTP_ANSWER);
            if (!isFine && verbosity == Verbosity.TEXT && step.kind() == StepKind.HTTP_ROUTE) {
                printNearMisses(step.considered());
            }
        }
        exchange.answer().findReason().ifPresent(this::printReason);
    }

    private void printNearMisses(List<ConsideredRule> considered) {
        String label = "nearly applied";
        for (ConsideredRule rule : considered.subList(0, Math.min(MOST_NEAR_MISSES, considered.size()))) {
            field(label, RuleText.of(rule.rule()) + " -- " + rule.because());
            label = "";
        }
        if (considered.size() > MOST_NEAR_MISSES) {
            field("", "and " + (considered.size() - MOST_NEAR_MISSES) + " more (-o wide)");
        }
    }

    private void printReason(Reason reason) {
        page.wrapped(INDENT + reason.name() + ": " + reason.text().summary(), INDENT + "  ", line -> line);
        field("fix", reason.text().fix());
        field("more", "podpath explain " + reason.name());
    }

    private void field(String label, String words) {
        page.labelled(INDENT + Page.pad(label, LABEL_WIDTH), words, line -> line);
    }

    /** All but the last connection of a proxy failed, so a line is enough for them. */
    private void printBehind(LinkedFlow linked, boolean isLast) {
        Flow flow = linked.flow();
        page.blank();
        if (!isLast && verbosity == Verbosity.TEXT) {
            String words = "  TRIED  " + flow.opening() + " for " + linked.title() + ": " + linked.result()
                    + ", lost at " + flow.forward().end().element();
            page.wrapped(words, INDENT + "  ", palette::bad);
            return;
        }
        page.wrapped("  BEHIND IT  " + flow.forward().sent() + "  (" + linked.title() + ")", INDENT, palette::strong);
        new WalkText(page, palette, verbosity, addresses)
                .print(flow.forward(), flow.duration().startNanos());
        print(flow);
        flow.findReply().ifPresent(reply -> {
            page.blank();
            page.wrapped("  BACK  " + reply.sent(), INDENT, palette::strong);
            new ReplyText(page, palette, addresses).print(reply);
        });
        new FailureText(page, palette).print(flow);
    }
}
