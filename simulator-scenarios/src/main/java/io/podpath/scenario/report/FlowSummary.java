package io.podpath.scenario.report;

import io.podpath.scenario.run.AddressUse;
import io.podpath.scenario.run.DecidingTrace;
import io.podpath.scenario.run.ProbeResult;
import io.podpath.scenario.run.SourceRole;
import io.podpath.trace.Flow;
import io.podpath.trace.Hop;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of a flow is worth comparing between networking models: one list of lines for each aspect. */
final class FlowSummary {

    private static final Set<StepKind> FABRIC_ROUTES = EnumSet.of(StepKind.VNET_ROUTE, StepKind.OVERLAY_ROUTE);
    private static final String NONE = "none";

    private FlowSummary() {}

    /** Aspect to lines, in the order they are shown. */
    static Map<String, List<String>> of(ProbeResult result) {
        Flow flow = result.flow();
        Trace forward = flow.forward();
        Map<String, List<String>> aspects = new LinkedHashMap<>();
        aspects.put("outcome", outcome(result));
        flow.findHttp().ifPresent(exchange -> aspects.put("HTTP", http(flow, exchange)));
        aspects.put("source seen", sourceSeen(result));
        aspects.put(
                "round trip",
                List.of(flow.findRoundTripNanos().map(Durations::format).orElse("-")));
        aspects.put("hops", List.of(hops(flow)));
        aspects.put("way", forward.hops().stream().map(Hop::element).toList());
        aspects.put("NAT out", translations(forward));
        aspects.put("NAT back", flow.findReply().map(FlowSummary::translations).orElse(List.of("-")));
        aspects.put("route", orNone(fabricRoutes(forward)));
        return aspects;
    }

    private static List<String> outcome(ProbeResult result) {
        List<String> lines = new ArrayList<>(List.of(OutcomeText.of(result.flow())));
        Trace deciding = DecidingTrace.of(result.flow());
        if (!deciding.disposition().isArrival()) {
            lines.add(deciding.disposition().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " at "
                    + deciding.end().element());
            deciding.end().findReason().ifPresent(reason -> lines.add(reason.name()));
        }
        if (!result.isAsExpected()) {
            lines.add("NOT as expected");
        }
        return lines;
    }

    /** The answer, and the way and source of the last connection behind the proxy. */
    private static List<String> http(Flow flow, HttpExchange exchange) {
        List<String> lines = new ArrayList<>(List.of(exchange.answer().toString()));
        exchange.answer().findReason().ifPresent(reason -> lines.add(reason.name()));
        flow.linked().stream()
                .filter(linked -> linked.relation() == LinkedFlow.Relation.PROXIED)
                .reduce((first, last) -> last)
                .ifPresent(linked -> {
                    lines.add("source " + SourceRole.addressSeen(linked.flow()));
                    linked.flow().forward().hops().forEach(hop -> lines.add("> " + hop.element()));
                });
        return lines;
    }

    private static List<String> sourceSeen(ProbeResult result) {
        if (!result.flow().forward().disposition().isArrival()) {
            return List.of("-");
        }
        List<String> lines = new ArrayList<>();
        lines.add(SourceRole.addressSeen(result.flow()).toString());
        result.addresses().findOwner(SourceRole.addressSeen(result.flow())).ifPresent(lines::add);
        return lines;
    }

    private static String hops(Flow flow) {
        int out = flow.forward().hops().size();
        return flow.findReply()
                .map(reply -> out + " out, " + reply.hops().size() + " back")
                .orElse(out + " out");
    }

    private static List<String> translations(Trace trace) {
        List<String> places = new ArrayList<>();
        for (Hop hop : trace.hops()) {
            for (Step step : hop.steps()) {
                if (PacketText.isTranslated(step.before(), step.after())) {
                    places.add(step.kind().label() + " at " + hop.element());
                }
            }
        }
        return orNone(places);
    }

    private static List<String> fabricRoutes(Trace trace) {
        return trace.steps()
                .filter(step -> FABRIC_ROUTES.contains(step.kind()))
                .filter(step -> step.matchedRule() != null)
                .map(step -> step.kind().label() + " "
                        + step.findMatchedRule().map(RuleReference::text).orElse(""))
                .toList();
    }

    /** What of an address use is worth comparing. */
    static Map<String, List<String>> of(AddressUse use) {
        Map<String, List<String>> aspects = new LinkedHashMap<>();
        aspects.put("VNet", List.of(use.vnet() + " taken", use.podsOnVnet() + " pods on it"));
        aspects.put(
                "pod CIDR",
                use.podCidr() == 0
                        ? List.of(NONE)
                        : List.of(use.podCidr() + " taken", use.podsOnPodCidr() + " pods on it"));
        return aspects;
    }

    private static List<String> orNone(List<String> lines) {
        return lines.isEmpty() ? List.of(NONE) : lines;
    }
}
