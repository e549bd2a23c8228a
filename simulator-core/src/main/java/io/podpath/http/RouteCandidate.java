package io.podpath.http;

import io.podpath.cluster.HttpRoute;
import io.podpath.trace.RuleReference;
import java.util.Comparator;

/**
 * One match of one rule of an HTTPRoute that is attached to a listener, for a host it serves.
 *
 * @param route the route
 * @param host the host name of the route that fits
 * @param rule the place of the rule in the route, from 1
 * @param match the match
 */
record RouteCandidate(HttpRoute route, HostPattern host, int rule, HttpRoute.Match match) {

    /**
     * Who decides: the more exact host name, an exact path, the longest prefix, a method, more headers, more query
     * parameters, the older route, its name, the earlier rule. Where expressions come is up to the implementation; here
     * they come last, as in Istio.
     *
     * <p><i>Source:</i> Gateway API v1, HTTPRouteSpec.hostnames and HTTPRouteRule.matches.
     */
    static final Comparator<RouteCandidate> PRECEDENCE = Comparator.comparingInt(
                    (RouteCandidate candidate) -> -candidate.host().rank())
            .thenComparing(candidate -> candidate.match().pathType())
            .thenComparingInt(candidate -> -candidate.match().path().length())
            .thenComparing(candidate -> candidate.match().method().isEmpty())
            .thenComparingInt(candidate -> -candidate.match().headers().size())
            .thenComparingInt(candidate -> -candidate.match().query().size())
            .thenComparing(candidate -> age(candidate.route()))
            .thenComparing(candidate -> candidate.route().name().toString())
            .thenComparingInt(RouteCandidate::rule);

    /** A route without a date is taken for a new one. */
    private static String age(HttpRoute route) {
        return route.created().isEmpty() ? "now" : route.created();
    }

    HttpRoute.Rule ruleOfRoute() {
        return route.rules().get(rule - 1);
    }

    RuleReference reference() {
        StringBuilder words = new StringBuilder();
        words.append(match.pathType().text()).append(' ').append(match.path());
        if (!match.method().isEmpty()) {
            words.append(", method ").append(match.method());
        }
        match.headers()
                .forEach(header -> words.append(", header ")
                        .append(header.name())
                        .append('=')
                        .append(header.value()));
        match.query()
                .forEach(value -> words.append(", query ")
                        .append(value.name())
                        .append('=')
                        .append(value.value()));
        return new RuleReference("HTTPRoute " + route.name() + " rule " + rule, host.describe() + " " + words);
    }

    /** Why it stands behind one that fits as well. */
    String behind(RouteCandidate chosen) {
        if (chosen.host().rank() != host.rank()) {
            return "fits too, but " + chosen.host().describe() + " is more exact than " + host.describe();
        }
        if (chosen.match().pathType() != match.pathType()) {
            return "fits too, but a match of type " + chosen.match().pathType().text() + " comes before "
                    + match.pathType().text();
        }
        if (chosen.match().path().length() != match.path().length()) {
            return "fits too, but " + chosen.match().path() + " is longer";
        }
        boolean isMoreSpecific = !chosen.match().method().equals(match.method())
                || chosen.match().headers().size() != match.headers().size()
                || chosen.match().query().size() != match.query().size();
        if (isMoreSpecific) {
            return "fits too, but the other match names more of the request";
        }
        return chosen.route().equals(route)
                ? "fits too, but comes later in the route"
                : "fits too, but " + chosen.route().name() + " is older or first by name";
    }
}
