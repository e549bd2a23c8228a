package io.podpath.http;

import io.podpath.cluster.HttpRoute;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Whether a request fits a match of an HTTPRoute: path, method, headers and query parameters must all fit.
 *
 * <p>An expression must fit the whole text, as Envoy demands.
 *
 * <p><i>Source:</i> Gateway API v1, HTTPRouteMatch.
 */
final class RouteMatcher {

    private RouteMatcher() {}

    /** What does not fit, or nothing if everything does. */
    static Optional<String> mismatch(HttpRoute.Match match, HttpRequest request) {
        Optional<String> path = pathMismatch(match, request.path());
        if (path.isPresent()) {
            return path;
        }
        if (!match.method().isEmpty() && !match.method().equals(request.method())) {
            return Optional.of("method " + request.method() + " is not " + match.method());
        }
        for (HttpRoute.Value header : match.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!fits(header, request.findHeader(name))) {
                return Optional.of(describe("header", header, request.findHeader(name)));
            }
        }
        for (HttpRoute.Value parameter : match.query()) {
            if (!fits(parameter, request.findQuery(parameter.name()))) {
                return Optional.of(describe("query parameter", parameter, request.findQuery(parameter.name())));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> pathMismatch(HttpRoute.Match match, String path) {
        PathPattern pattern = switch (match.pathType()) {
            case EXACT -> new PathPattern(match.path(), PathPattern.Comparison.EXACT);
            case PREFIX -> new PathPattern(match.path(), PathPattern.Comparison.ELEMENTS);
            case REGULAR_EXPRESSION -> null;
        };
        boolean fits = pattern == null ? fitsExpression(match.path(), path) : pattern.matches(path);
        if (fits) {
            return Optional.empty();
        }
        return Optional.of(
                pattern == null
                        ? "path " + path + " does not fit the expression " + match.path()
                        : pattern.mismatch(path));
    }

    private static boolean fits(HttpRoute.Value wanted, Optional<String> found) {
        return found.filter(value -> wanted.comparison() == HttpRoute.Comparison.EXACT
                        ? value.equals(wanted.value())
                        : fitsExpression(wanted.value(), value))
                .isPresent();
    }

    private static boolean fitsExpression(String expression, String text) {
        try {
            return Pattern.compile(expression).matcher(text).matches();
        } catch (PatternSyntaxException notAnExpression) {
            // The implementation does not accept a route with such a match.
            return false;
        }
    }

    private static String describe(String what, HttpRoute.Value wanted, Optional<String> found) {
        return found.map(value -> what + " " + wanted.name() + " is " + value + ", not " + wanted.value())
                .orElse("there is no " + what + " " + wanted.name());
    }
}
