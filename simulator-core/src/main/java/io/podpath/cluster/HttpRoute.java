package io.podpath.cluster;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTPRoute of the Gateway API.
 *
 * <p><i>Models:</i> parents, host names, matches by path, method, header and query, weights, redirects. Other filters
 * change the request, not its way, and are only named. <i>Does not model:</i> mirrors, backends that are no Services,
 * timeouts and retries.
 *
 * <p><i>Source:</i> Gateway API v1, {@code apis/v1/httproute_types.go}.
 *
 * @param name namespace and name
 * @param created when it was created, as the API writes it, or empty
 * @param parents the Gateways it wants to belong to
 * @param hostnames the hosts it serves, or none for all of its listeners'
 * @param rules its rules, in order
 */
public record HttpRoute(
        NamespacedName name, String created, List<Parent> parents, List<String> hostnames, List<Rule> rules) {

    public HttpRoute {
        parents = List.copyOf(parents);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    /**
     * A Gateway, or one of its listeners.
     *
     * @param gateway the Gateway
     * @param sectionName the listener, or empty for all
     * @param port the port of listeners, or 0 for all
     */
    public record Parent(NamespacedName gateway, String sectionName, int port) {}

    /**
     * What to do with requests that fit any of the matches.
     *
     * @param matches the matches; none fits everything
     * @param backends where to forward
     * @param redirect the answer instead, if any
     * @param filters the types of further filters
     */
    public record Rule(
            List<Match> matches,
            List<Backend> backends,
            @Nullable Redirect redirect,
            List<String> filters) {

        public Rule {
            matches = List.copyOf(matches);
            backends = List.copyOf(backends);
            filters = List.copyOf(filters);
        }

        /** The answer instead of forwarding. */
        public Optional<Redirect> findRedirect() {
            return Optional.ofNullable(redirect);
        }
    }

    /**
     * Conditions that must all hold.
     *
     * @param pathType how the path is compared
     * @param path the path
     * @param method the method, or empty for any
     * @param headers headers that must be there
     * @param query query parameters that must be there
     */
    public record Match(PathType pathType, String path, String method, List<Value> headers, List<Value> query) {

        /** Fits every request. */
        public static final Match ANY = new Match(PathType.PREFIX, "/", "", List.of(), List.of());

        public Match {
            headers = List.copyOf(headers);
            query = List.copyOf(query);
        }
    }

    /** How a path is compared. */
    public enum PathType {
        EXACT("Exact"),
        /** Element by element. */
        PREFIX("PathPrefix"),
        REGULAR_EXPRESSION("RegularExpression");

        private final String text;

        PathType(String text) {
            this.text = text;
        }

        /** The spelling of the API. */
        public String text() {
            return text;
        }
    }

    /**
     * A header or query parameter.
     *
     * @param name its name
     * @param value the value, or the expression it must fit as a whole
     * @param comparison how they are compared
     */
    public record Value(String name, String value, Comparison comparison) {}

    /** How a header or query parameter is compared. */
    public enum Comparison {
        EXACT,
        REGULAR_EXPRESSION
    }

    /**
     * A share of the requests.
     *
     * @param service the Service
     * @param port its port
     * @param weight the share, in parts of the sum
     */
    public record Backend(NamespacedName service, int port, int weight) {

        @Override
        public String toString() {
            return "service/" + service + ":" + port;
        }
    }

    /**
     * An answer that sends the client elsewhere.
     *
     * @param status the status code
     * @param target where to, in words
     */
    public record Redirect(int status, String target) {}
}
