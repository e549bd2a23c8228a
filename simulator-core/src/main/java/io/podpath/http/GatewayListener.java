package io.podpath.http;

import io.podpath.cluster.Ingress;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A listener of Application Gateway with the path rules of its hosts, as AGIC writes them.
 *
 * <p>The first rule that fits decides, in the order of the Ingress, whatever comes behind it. The path {@code /} becomes
 * the default of the listener.
 *
 * <p><i>Source:</i> AGIC {@code requestroutingrules.go}; Azure docs, URL path based routing overview.
 */
final class GatewayListener {

    private final HostPattern host;
    private final int port;
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable Rule defaultRule;
    private @Nullable String certificate;
    private boolean redirects;

    GatewayListener(HostPattern host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * A path rule.
     *
     * @param ingress the Ingress it comes from
     * @param pattern the path
     * @param backend the Service
     */
    record Rule(Ingress ingress, PathPattern pattern, Ingress.Backend backend) {

        RuleReference reference(String host) {
            String star = pattern.isExact() ? "" : "*";
            return new RuleReference(
                    "Ingress " + ingress.name(),
                    (host.isEmpty() ? "*" : host) + pattern.path() + star + " -> " + backend);
        }
    }

    HostPattern host() {
        return host;
    }

    int port() {
        return port;
    }

    /** The certificate it terminates TLS with. */
    Optional<String> findCertificate() {
        return Optional.ofNullable(certificate);
    }

    void terminatesWith(String name) {
        certificate = name;
    }

    /** Every request is sent to HTTPS. */
    boolean redirectsToHttps() {
        return redirects;
    }

    void redirectToHttps() {
        redirects = true;
    }

    /** A path that is there already stays as it is. */
    void add(Ingress ingress, Ingress.Path path, Ingress.Backend backend) {
        if (path.path().isEmpty() || path.path().equals("/") || path.path().equals("/*")) {
            defaultRule = new Rule(ingress, new PathPattern("/", PathPattern.Comparison.LETTERS_ANY_CASE), backend);
            return;
        }
        PathPattern pattern = pattern(path);
        if (rules.stream().noneMatch(rule -> rule.pattern().equals(pattern))) {
            rules.add(new Rule(ingress, pattern, backend));
        }
    }

    void offerDefault(Ingress ingress) {
        if (defaultRule == null) {
            defaultRule = ingress.findDefaultBackend()
                    .map(backend ->
                            new Rule(ingress, new PathPattern("/", PathPattern.Comparison.LETTERS_ANY_CASE), backend))
                    .orElse(null);
        }
    }

    /** AGIC adds a star to a path of type Prefix, which Application Gateway compares letter by letter. */
    private static PathPattern pattern(Ingress.Path path) {
        boolean hasStar = path.path().endsWith("*");
        String bare = hasStar ? path.path().substring(0, path.path().length() - 1) : path.path();
        boolean isPrefix = path.type() == Ingress.PathType.PREFIX
                || (path.type() == Ingress.PathType.IMPLEMENTATION_SPECIFIC && hasStar);
        return new PathPattern(
                bare, isPrefix ? PathPattern.Comparison.LETTERS_ANY_CASE : PathPattern.Comparison.EXACT_ANY_CASE);
    }

    /** The rule of a path. */
    Optional<Rule> choose(String path) {
        return rules.stream()
                .filter(rule -> rule.pattern().matches(path))
                .findFirst()
                .or(() -> Optional.ofNullable(defaultRule));
    }

    List<Rule> rules() {
        return rules;
    }
}
