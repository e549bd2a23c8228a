package io.podpath.scenario.report;

import io.podpath.model.Protocol;
import io.podpath.scenario.run.AddressOwners;
import io.podpath.trace.Direction;
import io.podpath.trace.Flow;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;

/**
 * The queries before a connection, a line each; those a name server sent on are indented. The walk of a query follows if
 * it was not answered, or if everything is shown.
 *
 * <pre>
 *   LOOKUP  4 queries, 1 sent on
 *      pod/demo/client asks pod/kube-system/coredns-1 for api.example.com.demo.svc.cluster.local: NXDOMAIN (...)
 * </pre>
 */
final class LookupText {

    private final Page page;
    private final Palette palette;
    private final Verbosity verbosity;
    private final AddressOwners addresses;

    LookupText(Page page, Palette palette, Verbosity verbosity, AddressOwners addresses) {
        this.page = page;
        this.palette = palette;
        this.verbosity = verbosity;
        this.addresses = addresses;
    }

    /** Prints nothing if nobody was asked. */
    void print(Flow flow) {
        long own = count(flow, LinkedFlow.Relation.NAME_LOOKUP);
        long sentOn = count(flow, LinkedFlow.Relation.FORWARDED_LOOKUP);
        if (own + sentOn == 0) {
            return;
        }
        page.blank();
        String words = (own == 1 ? "1 query" : own + " queries") + (sentOn == 0 ? "" : ", " + sentOn + " sent on");
        page.line(palette.strong("  LOOKUP") + "  " + words);
        for (LinkedFlow linked : flow.linked()) {
            if (linked.relation() != LinkedFlow.Relation.PROXIED) {
                print(linked);
            }
        }
    }

    private static long count(Flow flow, LinkedFlow.Relation relation) {
        return flow.linked().stream()
                .filter(linked -> linked.relation() == relation)
                .count();
    }

    private void print(LinkedFlow linked) {
        boolean isOwn = linked.relation() == LinkedFlow.Relation.NAME_LOOKUP;
        String indent = isOwn ? "     " : "         ";
        Flow query = linked.flow();
        boolean isAnswered = query.outcome() == Outcome.CONNECTED;
        String from = query.forward().hops().isEmpty()
                ? query.opening().source().toString()
                : query.forward().hops().get(0).element();
        String to = query.forward().disposition().isArrival()
                ? query.forward().end().element()
                : query.opening().destination() + ", lost at "
                        + query.forward().end().element();
        String over = query.opening().protocol() == Protocol.TCP ? " over TCP" : "";
        String words =
                indent + from + " asks " + to + over + " for " + linked.title() + ": " + linked.result() + lost(query);
        page.wrapped(words, indent + "  ", line -> isAnswered ? line : palette.bad(line));
        if (verbosity == Verbosity.WIDE || !isAnswered) {
            WalkText walk = new WalkText(page, palette, verbosity, addresses);
            walk.print(query.forward(), query.duration().startNanos());
        }
    }

    private static String lost(Flow query) {
        return query.findReply()
                .filter(reply -> reply.direction() == Direction.REPLY)
                .filter(reply -> !reply.disposition().isArrival())
                .map(reply -> ", the answer lost at " + reply.end().element())
                .orElse("");
    }
}
