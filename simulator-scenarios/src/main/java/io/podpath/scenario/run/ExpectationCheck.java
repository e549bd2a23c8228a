package io.podpath.scenario.run;

import io.podpath.model.IpAddress;
import io.podpath.scenario.load.Expectation;
import io.podpath.trace.Flow;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares a flow with what the scenario expects of it.
 *
 * <p>Disposition, place, rule and reason are those of the walk that decided (see {@link DecidingTrace}); the path is
 * always that of the first packet.
 */
public final class ExpectationCheck {

    private final Flow flow;
    private final AddressOwners addresses;
    private final Trace deciding;
    private final List<Mismatch> mismatches = new ArrayList<>();

    private ExpectationCheck(Flow flow, AddressOwners addresses) {
        this.flow = flow;
        this.addresses = addresses;
        this.deciding = DecidingTrace.of(flow);
    }

    /** Everything that came out differently; empty if the expectation is met. */
    public static List<Mismatch> check(Expectation expectation, Flow flow, AddressOwners addresses) {
        ExpectationCheck check = new ExpectationCheck(flow, addresses);
        check.compare(expectation);
        return List.copyOf(check.mismatches);
    }

    private void compare(Expectation expectation) {
        expectation.findOutcome().ifPresent(outcome -> {
            if (outcome != flow.outcome()) {
                fails("outcome", outcome.label(), flow.outcome().label());
            }
        });
        expectation.findDisposition().ifPresent(disposition -> {
            if (disposition != deciding.disposition()) {
                fails(
                        "disposition",
                        disposition.name(),
                        deciding.disposition() + " at " + deciding.end().element());
            }
        });
        expectation.findAt().ifPresent(this::comparePlace);
        expectation.findBy().ifPresent(this::compareRule);
        expectation.findReason().ifPresent(this::compareReason);
        expectation.findSourceSeen().ifPresent(this::compareSource);
        comparePath(expectation.path());
        expectation.findQueries().ifPresent(this::compareQueries);
        expectation.findHttp().ifPresent(http -> mismatches.addAll(new HttpCheck(flow, addresses).compare(http)));
    }

    private void compareQueries(int expected) {
        long beside = flow.linked().stream()
                .filter(linked -> linked.relation() == LinkedFlow.Relation.NAME_LOOKUP)
                .count();
        boolean isItselfAQuery = flow.outcome() == Outcome.UNRESOLVED;
        long asked = isItselfAQuery ? beside + 1 : beside;
        if (asked != expected) {
            fails("queries", Integer.toString(expected), Long.toString(asked));
        }
    }

    private void comparePlace(String expected) {
        String element = deciding.end().element();
        boolean partOf = element.startsWith(expected + " ") || element.startsWith(expected + "/");
        if (!element.equals(expected) && !partOf) {
            fails("at", expected, element);
        }
    }

    private void compareRule(String expected) {
        List<RuleReference> rules = DecidingTrace.rules(deciding);
        if (rules.stream().noneMatch(rule -> rule.toString().contains(expected))) {
            String happened = rules.isEmpty()
                    ? "decided by no rule"
                    : rules.stream().map(RuleReference::where).distinct().collect(Collectors.joining(", "));
            fails("by", expected, happened);
        }
    }

    private void compareReason(String expected) {
        String reason = deciding.end().findReason().map(Reason::name).orElse("none");
        if (!reason.equalsIgnoreCase(expected)) {
            fails("reason", expected, reason);
        }
    }

    private void compareSource(String expected) {
        IpAddress seen = SourceRole.addressSeen(flow);
        boolean matches = SourceRole.find(expected)
                .map(role -> role.matches(flow, addresses))
                .orElseGet(
                        () -> IpAddress.tryParse(expected).filter(seen::equals).isPresent());
        if (!matches) {
            fails("sourceSeen", expected, addresses.describe(seen));
        }
    }

    private void comparePath(List<String> labels) {
        PathPattern pattern = new PathPattern(labels);
        if (!labels.isEmpty() && !pattern.matches(flow.forward())) {
            fails("path", String.join(" ", labels), String.join(" ", pattern.relevantLabels(flow.forward())));
        }
    }

    private void fails(String field, String expected, String happened) {
        mismatches.add(new Mismatch(field, expected, happened));
    }
}
