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
import org.jspecify.annotations.Nullable;

/**
 * Ingresses as ingress-nginx serves them.
 *
 * <p><i>Models:</i> servers by host, where a name beats {@code *.} and that the catch-all; a host's server alone decides,
 * so a path it lacks is 404 whatever rules without host say; the oldest Ingress wins a path that two claim, among equally
 * old ones the last by name; default backends; the redirect of plain HTTP where there is a certificate; regular
 * expressions and rewrites. <i>Does not model:</i> canaries, {@code service-upstream}, snippets, authentication, affinity.
 *
 * <p><i>Source:</i> kubernetes/ingress-nginx {@code controller.go} ({@code createServers}, {@code getBackendServers}),
 * {@code store.go} ({@code sortIngressSlice}), docs, Annotations; facts HTTP-NGINX-*.
 */
final class NginxRoutes implements HttpRoutes {

    /** What the controller shows where no Secret is named. */
    private static final String OWN_CERTIFICATE = "the controller's own certificate, which no client trusts";

    private static final int PERMANENT_REDIRECT = 308;

    private final Map<String, NginxServer> servers = new LinkedHashMap<>();
    private final ServiceBackends backends;

    NginxRoutes(List<Ingress> ingresses, ServiceBackends backends) {
        this.backends = backends;
        List<Ingress> served = ingresses.stream()
                .filter(ingress -> !IngressAnnotations.isNginxCanary(ingress))
                .sorted(Comparator.comparing(
                                (Ingress ingress) -> ingress.metadata().created())
                        .thenComparing(Ingress::name, Comparator.reverseOrder()))
                .toList();
        served.forEach(this::addServers);
        served.forEach(this::addLocations);
    }

    private void addServers(Ingress ingress) {
        NginxLocation root =
                NginxLocation.root(ingress, ingress.findDefaultBackend().orElse(null));
        if (ingress.rules().isEmpty()) {
            server("", root).offerDefault(root);
        }
        ingress.rules().forEach(rule -> server(rule.host(), root));
    }

    private NginxServer server(String host, NginxLocation root) {
        return servers.computeIfAbsent(host, name -> new NginxServer(HostPattern.ofIngress(name), root));
    }

    private void addLocations(Ingress ingress) {
        for (Ingress.Rule rule : ingress.rules()) {
            NginxServer server = server(rule.host(), NginxLocation.root(ingress, null));
            if (!ingress.tls().isEmpty()) {
                server.offerSecret(ingress.findSecret(rule.host())
                        .filter(name -> !name.isEmpty())
                        .map(name -> "Secret " + ingress.name().namespace() + "/" + name)
                        .orElse(OWN_CERTIFICATE));
            }
            for (Ingress.Path path : rule.paths()) {
                path.findBackend()
                        .ifPresent(
                                backend -> server.add(new NginxLocation(path.path(), path.type(), backend, ingress)));
            }
        }
    }

    @Override
    public RouteDecision decide(HttpRequest request, int port) {
        Optional<NginxServer> found = findServer(request.host());
        List<ConsideredRule> considered = otherHosts(request.host(), found);
        if (found.isEmpty()) {
            return notFound(null, considered, "no Ingress of NGINX has the host " + request.host());
        }
        NginxServer server = found.get();
        NginxLocation location = server.choose(request.path());
        considered.addAll(0, server.explain(location, request.path()));
        RuleReference rule = location.reference(server.host().text());
        if (request.scheme() == HttpRequest.Scheme.HTTP && redirects(server, location)) {
            String detail = "NGINX sends plain HTTP to https://" + request.host() + request.target();
            return new RouteDecision.Respond(rule, considered, PERMANENT_REDIRECT, HttpReason.HTTP_REDIRECT, detail);
        }
        if (location.findBackend().isEmpty()) {
            String detail = "no path of " + server.host().describe() + " fits " + request.path();
            return notFound(null, considered, detail);
        }
        Ingress.Backend backend = location.findBackend().get();
        return new RouteDecision.Forward(
                rule, considered, List.of(backends.find(backend.service(), backend.port())), facts(location));
    }

    private static RouteDecision notFound(
            @Nullable RuleReference rule, List<ConsideredRule> considered, String detail) {
        return new RouteDecision.Respond(
                rule,
                considered,
                RouteDecision.Respond.NOT_FOUND,
                HttpReason.HTTP_NO_ROUTE,
                detail + ", so the default backend answers");
    }

    private static boolean redirects(NginxServer server, NginxLocation location) {
        return IngressAnnotations.nginxForceSslRedirect(location.ingress())
                || (server.findSecret().isPresent() && IngressAnnotations.nginxSslRedirect(location.ingress()));
    }

    private static List<String> facts(NginxLocation location) {
        List<String> facts = new ArrayList<>();
        String rewrite = IngressAnnotations.nginxRewriteTarget(location.ingress());
        if (!rewrite.isEmpty()) {
            facts.add("the path is rewritten to " + rewrite);
        }
        if (IngressAnnotations.nginxServiceUpstream(location.ingress())) {
            facts.add("service-upstream is not modelled: podpath connects to a pod, NGINX to the cluster IP");
        }
        return facts;
    }

    private Optional<NginxServer> findServer(String host) {
        return servers.values().stream()
                .filter(server -> server.host().matches(host))
                .max(Comparator.comparingInt(server -> server.host().rank()));
    }

    private List<ConsideredRule> otherHosts(String host, Optional<NginxServer> chosen) {
        List<ConsideredRule> rules = new ArrayList<>();
        for (NginxServer server : servers.values()) {
            if (chosen.isEmpty() || server != chosen.get()) {
                String because = server.host().matches(host)
                        ? "fits too, but "
                                + chosen.map(other -> other.host().describe()).orElse("") + " is more exact"
                        : "host " + host + " is not " + server.host().describe();
                rules.add(new ConsideredRule(
                        new RuleReference("NGINX server", server.host().describe()), because));
            }
        }
        return rules;
    }

    @Override
    public String certificate(String host, int port) {
        return findServer(host).flatMap(NginxServer::findSecret).orElse(OWN_CERTIFICATE);
    }

    @Override
    public Set<Integer> ports() {
        return Set.of();
    }
}
