package io.podpath.scenario.run;

import io.podpath.model.IpAddress;
import io.podpath.scenario.load.HttpExpectation;
import io.podpath.trace.Flow;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Reason;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what became of a request with what the scenario expects of it.
 *
 * <p>The answer is the client's; source, header and place are those of the last connection, behind every proxy.
 */
final class HttpCheck {

    private static final Pattern PORT = Pattern.compile("(?<=[0-9]):[0-9]+(?=$|,)");
    private static final String NONE = "none";

    private final Flow flow;
    private final Flow last;
    private final AddressOwners addresses;
    private final List<Mismatch> mismatches = new ArrayList<>();

    HttpCheck(Flow flow, AddressOwners addresses) {
        this.flow = flow;
        this.last = lastOf(flow);
        this.addresses = addresses;
    }

    private static Flow lastOf(Flow flow) {
        return lastProxied(flow).map(linked -> lastOf(linked.flow())).orElse(flow);
    }

    private static Optional<LinkedFlow> lastProxied(Flow flow) {
        return flow.linked().stream()
                .filter(linked -> linked.relation() == LinkedFlow.Relation.PROXIED)
                .reduce((first, second) -> second);
    }

    /** Everything that came out differently. */
    List<Mismatch> compare(HttpExpectation expected) {
        Optional<HttpExchange.Answer> answer = flow.findHttp().map(HttpExchange::answer);
        expected.findStatus().ifPresent(status -> {
            String happened = answer.map(got -> Integer.toString(got.status())).orElse("no answer");
            check("http.status", Integer.toString(status), happened, happened.equals(Integer.toString(status)));
        });
        expected.findBackend().ifPresent(this::compareBackend);
        expected.findSourceSeen().ifPresent(this::compareSource);
        expected.findForwardedFor().ifPresent(this::compareHeader);
        expected.findAt().ifPresent(place -> {
            String element = DecidingTrace.of(last).end().element();
            check("http.at", place, element, element.equals(place) || element.startsWith(place + "-"));
        });
        expected.findBy().ifPresent(this::compareRule);
        expected.findReason().ifPresent(reason -> {
            String happened = answer.flatMap(HttpExchange.Answer::findReason)
                    .map(Reason::name)
                    .orElse(NONE);
            check("http.reason", reason, happened, happened.equalsIgnoreCase(reason));
        });
        return mismatches;
    }

    /** A Service by its name, a pod by its own or that of its workload. */
    private void compareBackend(String expected) {
        String service = lastService(flow).orElse(NONE);
        String element = last.findHttp().map(HttpExchange::server).orElse(NONE);
        boolean fits = service.equals(expected)
                || service.startsWith(expected + ":")
                || element.equals(expected)
                || element.startsWith(expected + "-");
        check("http.backend", expected, service + ", " + element, fits);
    }

    private static Optional<String> lastService(Flow flow) {
        return lastProxied(flow).map(linked -> lastService(linked.flow()).orElse(linked.title()));
    }

    private void compareSource(String expected) {
        IpAddress seen = SourceRole.addressSeen(last);
        boolean fits = SourceRole.find(expected)
                .map(role -> role.matches(last, addresses))
                .orElseGet(
                        () -> IpAddress.tryParse(expected).filter(seen::equals).isPresent());
        check("http.sourceSeen", expected, addresses.describe(seen), fits);
    }

    private void compareHeader(String expected) {
        String happened = last.findHttp().map(HttpExchange::forwardedFor).orElse("");
        boolean fits = happened.equals(expected)
                || PORT.matcher(happened).replaceAll("").equals(expected);
        check("http.forwardedFor", expected, happened.isEmpty() ? NONE : happened, fits);
    }

    private void compareRule(String expected) {
        List<String> rules = new ArrayList<>();
        collectRules(flow, rules);
        boolean fits = rules.stream().anyMatch(rule -> rule.contains(expected));
        check("http.by", expected, rules.isEmpty() ? "decided by no rule" : String.join(", ", rules), fits);
    }

    private static void collectRules(Flow flow, List<String> rules) {
        rules.addAll(flow.findHttp().stream()
                .flatMap(exchange -> exchange.steps().stream())
                .flatMap(step -> step.findMatchedRule().stream())
                .map(RuleReference::toString)
                .collect(Collectors.toList()));
        lastProxied(flow).ifPresent(linked -> collectRules(linked.flow(), rules));
    }

    private void check(String field, String expected, String happened, boolean fits) {
        if (!fits) {
            mismatches.add(new Mismatch(field, expected, happened));
        }
    }
}
