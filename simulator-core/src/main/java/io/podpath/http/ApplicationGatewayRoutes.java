package io.podpath.http;

import io.podpath.cluster.Ingress;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.HttpReason;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ingresses as AGIC writes them into an Application Gateway.
 *
 * <p><i>Models:</i> a listener for each host and port, HTTPS alone where there is a certificate unless the redirect is
 * asked for; listeners with a host before the one without; path rules in order; 404 if no listener has the host, 502 if
 * the listener has no rule for the path, since AGIC's default pool is empty. <i>Does not model:</i> rewrites, WAF,
 * listeners that are not AGIC's, priorities by annotation, the order of listeners with overlapping wildcards.
 *
 * <p><i>Source:</i> AGIC {@code ingress_rules.go}, {@code requestroutingrules.go}; Azure docs, HTTP response codes in
 * Application Gateway; facts HTTP-APPGW-*.
 */
final class ApplicationGatewayRoutes implements HttpRoutes {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOVED_PERMANENTLY = 301;
    private static final int BAD_GATEWAY = 502;

    private final Map<String, GatewayListener> listeners = new LinkedHashMap<>();
    private final ServiceBackends backends;

    ApplicationGatewayRoutes(List<Ingress> ingresses, ServiceBackends backends) {
        this.backends = backends;
        ingresses.stream().sorted(Comparator.comparing(Ingress::name)).forEach(this::add);
        if (listeners.isEmpty()) {
            listener("", HTTP);
        }
    }

    private void add(Ingress ingress) {
        if (ingress.rules().isEmpty()) {
            listener("", HTTP).offerDefault(ingress);
        }
        for (Ingress.Rule rule : ingress.rules()) {
            String secret = ingress.findSecret(rule.host())
                    .filter(name -> !name.isEmpty())
                    .map(name -> "Secret " + ingress.name().namespace() + "/" + name)
                    .orElseGet(() -> IngressAnnotations.gatewayCertificate(ingress));
            boolean redirects = IngressAnnotations.gatewaySslRedirect(ingress);
            int port = IngressAnnotations.gatewayFrontendPort(ingress);
            if (!secret.isEmpty()) {
                GatewayListener https = listener(rule.host(), port == 0 ? HTTPS : port);
                https.terminatesWith(secret);
                fill(https, ingress, rule);
            }
            if (secret.isEmpty()) {
                fill(listener(rule.host(), port == 0 ? HTTP : port), ingress, rule);
            } else if (redirects) {
                listener(rule.host(), HTTP).redirectToHttps();
            }
        }
    }

    private GatewayListener listener(String host, int port) {
        return listeners.computeIfAbsent(
                host + ":" + port, key -> new GatewayListener(HostPattern.ofIngress(host), port));
    }

    private static void fill(GatewayListener listener, Ingress ingress, Ingress.Rule rule) {
        for (Ingress.Path path : rule.paths()) {
            path.findBackend().ifPresent(backend -> listener.add(ingress, path, backend));
        }
        listener.offerDefault(ingress);
    }

    @Override
    public RouteDecision decide(HttpRequest request, int port) {
        Optional<GatewayListener> found = find(request.host(), port);
        List<ConsideredRule> considered = otherListeners(request.host(), port, found);
        if (found.isEmpty()) {
            return new RouteDecision.Respond(
                    null,
                    considered,
                    RouteDecision.Respond.NOT_FOUND,
                    HttpReason.HTTP_NO_ROUTE,
                    "no listener on port " + port + " has the host " + request.host());
        }
        GatewayListener listener = found.get();
        if (listener.redirectsToHttps()) {
            RuleReference rule = new RuleReference("listener", listener.host().describe() + ":" + port);
            String detail = "sent to https://" + request.host() + request.target();
            return new RouteDecision.Respond(rule, considered, MOVED_PERMANENTLY, HttpReason.HTTP_REDIRECT, detail);
        }
        Optional<GatewayListener.Rule> rule = listener.choose(request.path());
        considered.addAll(0, explain(listener, rule, request.path()));
        if (rule.isEmpty()) {
            return new RouteDecision.Respond(
                    null,
                    considered,
                    BAD_GATEWAY,
                    HttpReason.HTTP_NO_ROUTE,
                    "no path of " + listener.host().describe() + " fits " + request.path()
                            + ", and AGIC's default pool is empty");
        }
        Ingress.Backend backend = rule.get().backend();
        return new RouteDecision.Forward(
                rule.get().reference(listener.host().text()),
                considered,
                List.of(backends.find(backend.service(), backend.port())),
                List.of());
    }

    private Optional<GatewayListener> find(String host, int port) {
        return listeners.values().stream()
                .filter(listener -> listener.port() == port && listener.host().matches(host))
                .max(Comparator.comparingInt(listener -> listener.host().rank()));
    }

    private List<ConsideredRule> otherListeners(String host, int port, Optional<GatewayListener> chosen) {
        List<ConsideredRule> rules = new ArrayList<>();
        for (GatewayListener listener : listeners.values()) {
            if (chosen.isPresent() && listener == chosen.get()) {
                continue;
            }
            boolean fits = listener.host().matches(host);
            String because = !fits
                    ? "host " + host + " is not " + listener.host().describe()
                    : listener.port() != port ? "port " + port + " is not " + listener.port() : "is less exact";
            String words = listener.host().describe() + ":" + listener.port();
            rules.add(new ConsideredRule(new RuleReference("listener", words), because));
        }
        return rules;
    }

    private static List<ConsideredRule> explain(
            GatewayListener listener, Optional<GatewayListener.Rule> chosen, String path) {
        List<ConsideredRule> rules = new ArrayList<>();
        for (GatewayListener.Rule rule : listener.rules()) {
            if (chosen.isEmpty() || !rule.equals(chosen.get())) {
                String because = rule.pattern().matches(path)
                        ? "fits too, but an earlier rule decides"
                        : rule.pattern().mismatch(path);
                rules.add(new ConsideredRule(rule.reference(listener.host().text()), because));
            }
        }
        return rules;
    }

    @Override
    public String certificate(String host, int port) {
        return find(host, port).flatMap(GatewayListener::findCertificate).orElse("the listener's certificate");
    }

    @Override
    public Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        listeners.values().forEach(listener -> ports.add(listener.port()));
        return ports;
    }
}
