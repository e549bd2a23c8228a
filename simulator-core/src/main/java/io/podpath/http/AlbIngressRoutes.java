package io.podpath.http;

import io.podpath.cluster.Ingress;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.HttpReason;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ingresses as the ALB controller writes them into an Application Gateway for Containers.
 *
 * <p><i>Models:</i> HTTPS on 443 for hosts with a certificate, HTTP on 80 for all others; the most exact host, then an
 * exact path, then the longest prefix by elements, then the older Ingress; 404 if nothing fits. <i>Does not model:</i>
 * which frontend an Ingress has (annotations {@code alb-id}, {@code alb-name}, {@code alb-frontend}), IngressExtension
 * (redirects, rewrites); a rule that names one says so.
 *
 * <p><i>Source:</i> Azure docs, SSL offloading, Multi-site hosting, URL redirect for Application Gateway for Containers
 * (Ingress API); facts HTTP-AGC-INGRESS, HTTP-AGC-INGRESS-PORTS.
 */
final class AlbIngressRoutes implements FrontendRoutes {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String EXTENSION = "alb.networking.azure.io/alb-ingress-extension";

    private final List<PathRule> rules = new ArrayList<>();
    private final ServiceBackends backends;

    AlbIngressRoutes(List<Ingress> ingresses, ServiceBackends backends) {
        this.backends = backends;
        ingresses.forEach(this::add);
    }

    /**
     * One path of one host.
     *
     * @param ingress the Ingress it comes from
     * @param host the host
     * @param pattern the path
     * @param backend the Service
     * @param secret the certificate of the host, if it has one
     */
    private record PathRule(
            Ingress ingress,
            HostPattern host,
            PathPattern pattern,
            Ingress.Backend backend,
            @Nullable String secret) {

        /** Which of two rules that fit decides. */
        static final Comparator<PathRule> PRECEDENCE = Comparator.comparing(
                        (PathRule rule) -> !rule.pattern().isExact())
                .thenComparingInt(rule -> -rule.pattern().path().length())
                .thenComparing(PathRule::age)
                .thenComparing(rule -> rule.ingress().name());

        /** An Ingress without a date is taken for a new one. */
        private String age() {
            String created = ingress.metadata().created();
            return created.isEmpty() ? "now" : created;
        }

        int port() {
            return secret == null ? HTTP : HTTPS;
        }

        RuleReference reference() {
            String star = pattern.isExact() ? "" : "*";
            return new RuleReference(
                    "Ingress " + ingress.name(), host.describe() + pattern.path() + star + " -> " + backend);
        }
    }

    private void add(Ingress ingress) {
        for (Ingress.Rule rule : ingress.rules()) {
            for (Ingress.Path path : rule.paths()) {
                path.findBackend().ifPresent(backend -> add(ingress, rule.host(), pattern(path), backend));
            }
        }
        ingress.findDefaultBackend()
                .ifPresent(backend -> add(ingress, "", new PathPattern("/", PathPattern.Comparison.ELEMENTS), backend));
    }

    private void add(Ingress ingress, String host, PathPattern pattern, Ingress.Backend backend) {
        String secret = ingress.findSecret(host)
                .map(name -> "Secret " + ingress.name().namespace() + "/" + name)
                .orElse(null);
        rules.add(new PathRule(ingress, HostPattern.ofIngress(host), pattern, backend, secret));
    }

    private static PathPattern pattern(Ingress.Path path) {
        String text = path.path().isEmpty() ? "/" : path.path();
        boolean isExact = path.type() == Ingress.PathType.EXACT;
        return new PathPattern(text, isExact ? PathPattern.Comparison.EXACT : PathPattern.Comparison.ELEMENTS);
    }

    private Optional<PathRule> listener(String host, int port) {
        return rules.stream()
                .filter(rule -> rule.port() == port && rule.host().matches(host))
                .max(Comparator.comparingInt(rule -> rule.host().rank()));
    }

    @Override
    public boolean serves(String host, int port) {
        return listener(host, port).isPresent();
    }

    @Override
    public RouteDecision decide(HttpRequest request, int port) {
        Optional<PathRule> listener = listener(request.host(), port);
        List<PathRule> fitting = new ArrayList<>();
        List<ConsideredRule> considered = new ArrayList<>();
        for (PathRule rule : rules) {
            Optional<String> mismatch = mismatch(rule, listener, request, port);
            mismatch.ifPresentOrElse(
                    because -> considered.add(new ConsideredRule(rule.reference(), because)), () -> fitting.add(rule));
        }
        fitting.sort(PathRule.PRECEDENCE);
        if (fitting.isEmpty()) {
            return new RouteDecision.Respond(
                    null,
                    considered,
                    RouteDecision.Respond.NOT_FOUND,
                    HttpReason.HTTP_NO_ROUTE,
                    "no path of an Ingress fits " + request + " on port " + port);
        }
        PathRule chosen = fitting.get(0);
        fitting.stream()
                .skip(1)
                .forEach(other -> considered.add(0, new ConsideredRule(other.reference(), behind(other, chosen))));
        return new RouteDecision.Forward(
                chosen.reference(),
                considered,
                List.of(backends.find(
                        chosen.backend().service(), chosen.backend().port())),
                chosen.ingress()
                        .findAnnotation(EXTENSION)
                        .map(name -> List.of(
                                "IngressExtension " + name + " may redirect or rewrite it; podpath does not read it"))
                        .orElse(List.of()));
    }

    private static Optional<String> mismatch(
            PathRule rule, Optional<PathRule> listener, HttpRequest request, int port) {
        if (!rule.host().matches(request.host())) {
            return Optional.of(
                    "host " + request.host() + " is not " + rule.host().describe());
        }
        if (rule.port() != port) {
            return Optional.of("port " + port + " is not " + rule.port());
        }
        String host = listener.map(found -> found.host().describe()).orElse("");
        if (!rule.host().describe().equals(host)) {
            return Optional.of(host + " is more exact than " + rule.host().describe());
        }
        return rule.pattern().matches(request.path())
                ? Optional.empty()
                : Optional.of(rule.pattern().mismatch(request.path()));
    }

    private static String behind(PathRule other, PathRule chosen) {
        if (other.pattern().isExact() != chosen.pattern().isExact()) {
            return "fits too, but an exact path comes before a prefix";
        }
        return other.pattern().path().length() < chosen.pattern().path().length()
                ? "fits too, but " + chosen.pattern().path() + " is longer"
                : "fits too, but " + chosen.ingress().name() + " is older or first by name";
    }

    @Override
    public String certificate(String host, int port) {
        return listener(host, port)
                .flatMap(rule -> Optional.ofNullable(rule.secret()))
                .orElse("a certificate that no Ingress names");
    }

    @Override
    public Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        rules.forEach(rule -> ports.add(rule.port()));
        return ports;
    }
}
