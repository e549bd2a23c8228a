package io.podpath.scenario.load;

import io.podpath.cluster.HttpRoute;
import io.podpath.cluster.NamespacedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads HTTPRoutes. */
final class HttpRouteReader {

    private static final Map<String, HttpRoute.PathType> PATH_TYPES =
            Choices.of(HttpRoute.PathType.values(), HttpRoute.PathType::text);
    private static final Map<String, HttpRoute.Comparison> COMPARISONS =
            Map.of("Exact", HttpRoute.Comparison.EXACT, "RegularExpression", HttpRoute.Comparison.REGULAR_EXPRESSION);
    private static final int MAX_PORT = 65_535;
    private static final int MAX_WEIGHT = 1_000_000;
    private static final int FOUND = 302;
    private static final int MAX_STATUS = 399;

    private HttpRouteReader() {}

    static HttpRoute read(KubeObject object) {
        Fields spec = object.spec();
        String namespace = object.name().namespace();
        List<HttpRoute.Parent> parents = new ArrayList<>();
        for (Fields parent : spec.objects("parentRefs")) {
            String inNamespace = parent.text("namespace", namespace);
            String section = parent.text("sectionName", "");
            int port = parent.integer("port", 1, MAX_PORT, 0);
            parent.text("name")
                    .ifPresent(name ->
                            parents.add(new HttpRoute.Parent(new NamespacedName(inNamespace, name), section, port)));
        }
        List<HttpRoute.Rule> rules = new ArrayList<>();
        spec.objects("rules").forEach(rule -> rules.add(rule(rule, namespace)));
        return new HttpRoute(
                object.name(),
                object.metadata().text("creationTimestamp", ""),
                parents,
                spec.texts("hostnames"),
                rules);
    }

    private static HttpRoute.Rule rule(Fields rule, String namespace) {
        List<HttpRoute.Match> matches = new ArrayList<>();
        rule.objects("matches").forEach(match -> matches.add(match(match)));
        List<HttpRoute.Backend> backends = new ArrayList<>();
        for (Fields backend : rule.objects("backendRefs")) {
            String inNamespace = backend.text("namespace", namespace);
            int port = backend.integer("port", 1, MAX_PORT, 0);
            int weight = backend.integer("weight", 0, MAX_WEIGHT, 1);
            backend.text("name")
                    .ifPresent(name ->
                            backends.add(new HttpRoute.Backend(new NamespacedName(inNamespace, name), port, weight)));
        }
        HttpRoute.Redirect redirect = null;
        List<String> filters = new ArrayList<>();
        for (Fields filter : rule.objects("filters")) {
            String type = filter.text("type", "");
            if (type.equals("RequestRedirect")) {
                redirect = redirect(filter.child("requestRedirect"));
            } else {
                filters.add(type);
            }
        }
        return new HttpRoute.Rule(matches, backends, redirect, filters);
    }

    private static HttpRoute.Match match(Fields match) {
        Optional<Fields> path = match.object("path");
        return new HttpRoute.Match(
                path.flatMap(found -> found.choice("type", PATH_TYPES)).orElse(HttpRoute.PathType.PREFIX),
                path.flatMap(found -> found.text("value")).orElse("/"),
                match.text("method", ""),
                values(match, "headers"),
                values(match, "queryParams"));
    }

    private static List<HttpRoute.Value> values(Fields match, String name) {
        List<HttpRoute.Value> values = new ArrayList<>();
        for (Fields value : match.objects(name)) {
            values.add(new HttpRoute.Value(
                    value.text("name", ""),
                    value.text("value", ""),
                    value.choice("type", COMPARISONS).orElse(HttpRoute.Comparison.EXACT)));
        }
        return values;
    }

    private static HttpRoute.Redirect redirect(Fields redirect) {
        int status = redirect.integer("statusCode", 300, MAX_STATUS, FOUND);
        String scheme = redirect.text("scheme", "the same scheme");
        String host = redirect.text("hostname", "the same host");
        return new HttpRoute.Redirect(status, scheme + ", " + host);
    }
}
