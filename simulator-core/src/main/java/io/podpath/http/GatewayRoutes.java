package io.podpath.http;

import io.podpath.cluster.Gateway;
import io.podpath.cluster.HttpRoute;
import io.podpath.cluster.HttpRouting;
import io.podpath.cluster.ReferenceGrant;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.HttpReason;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * HTTPRoutes of the Gateways that one proxy serves.
 *
 * <p><i>Models:</i> the most exact listener for the host; routes attached to it; precedence of matches; weights; a
 * backend of another namespace only with a ReferenceGrant, else 500 for its share; redirects; 404 if nothing fits.
 * <i>Does not model:</i> mirrors, timeouts, retries by route, status conditions.
 *
 * <p><i>Source:</i> Gateway API v1, {@code httproute_types.go}; facts HTTP-GATEWAY-*.
 */
final class GatewayRoutes implements FrontendRoutes {

    private static final String ROUTE = "HTTPRoute";

    private final List<Gateway> gateways;
    private final HttpRouting objects;
    private final RouteAttachment attachment;
    private final ServiceBackends backends;

    GatewayRoutes(List<Gateway> gateways, HttpRouting objects, ServiceBackends backends) {
        this.gateways = gateways;
        this.objects = objects;
        this.attachment = new RouteAttachment(objects);
        this.backends = backends;
    }

    /**
     * A listener with its Gateway.
     *
     * @param gateway the Gateway
     * @param listener the listener
     */
    private record Place(Gateway gateway, Gateway.Listener listener) {

        HostPattern host() {
            return HostPattern.ofGateway(listener.hostname());
        }

        @Override
        public String toString() {
            return "listener " + listener.name() + " of Gateway " + gateway.name();
        }
    }

    @Override
    public RouteDecision decide(HttpRequest request, int port) {
        Optional<Place> place = find(request.host(), port);
        if (place.isEmpty()) {
            return notFound(List.of(), "no listener on port " + port + " serves the host " + request.host());
        }
        List<ConsideredRule> considered = new ArrayList<>();
        List<RouteCandidate> fitting = new ArrayList<>();
        for (HttpRoute route : objects.routes()) {
            Optional<String> refusal =
                    attachment.refusal(route, place.get().gateway(), place.get().listener());
            Optional<HostPattern> host = host(route, request.host());
            if (refusal.isPresent() || host.isEmpty()) {
                String because = refusal.orElseGet(
                        () -> "host " + request.host() + " is not one of " + String.join(", ", route.hostnames()));
                considered.add(new ConsideredRule(new RuleReference(ROUTE + " " + route.name(), ""), because));
            } else {
                collect(route, host.get(), request, fitting, considered);
            }
        }
        fitting.sort(RouteCandidate.PRECEDENCE);
        if (fitting.isEmpty()) {
            return notFound(considered, "no rule of a route at " + place.get() + " fits " + request);
        }
        RouteCandidate chosen = fitting.get(0);
        for (RouteCandidate other : fitting.subList(1, fitting.size())) {
            considered.add(new ConsideredRule(other.reference(), other.behind(chosen)));
        }
        return decide(chosen, considered);
    }

    private static void collect(
            HttpRoute route,
            HostPattern host,
            HttpRequest request,
            List<RouteCandidate> fitting,
            List<ConsideredRule> considered) {
        for (int i = 0; i < route.rules().size(); i++) {
            List<HttpRoute.Match> matches = route.rules().get(i).matches();
            for (HttpRoute.Match match : matches.isEmpty() ? List.of(HttpRoute.Match.ANY) : matches) {
                RouteCandidate candidate = new RouteCandidate(route, host, i + 1, match);
                Optional<String> mismatch = RouteMatcher.mismatch(match, request);
                mismatch.ifPresentOrElse(
                        because -> considered.add(new ConsideredRule(candidate.reference(), because)),
                        () -> fitting.add(candidate));
            }
        }
    }

    private RouteDecision decide(RouteCandidate chosen, List<ConsideredRule> considered) {
        HttpRoute.Rule rule = chosen.ruleOfRoute();
        if (rule.findRedirect().isPresent()) {
            HttpRoute.Redirect redirect = rule.findRedirect().get();
            return new RouteDecision.Respond(
                    chosen.reference(),
                    considered,
                    redirect.status(),
                    HttpReason.HTTP_REDIRECT,
                    "sent to " + redirect.target());
        }
        List<HttpBackend> shares = rule.backends().stream()
                .filter(backend -> backend.weight() > 0)
                .map(backend -> backend(chosen.route(), backend))
                .toList();
        if (shares.isEmpty()) {
            String detail = "the rule has no backend with a weight";
            return new RouteDecision.Respond(
                    chosen.reference(),
                    considered,
                    ProxyKind.ISTIO.statusFor(HttpReason.HTTP_BACKEND_NOT_FOUND),
                    HttpReason.HTTP_BACKEND_NOT_FOUND,
                    detail);
        }
        List<String> facts = rule.filters().stream()
                .map(filter -> "filter " + filter + " changes the message, not its way")
                .toList();
        return new RouteDecision.Forward(chosen.reference(), considered, shares, facts);
    }

    private HttpBackend backend(HttpRoute route, HttpRoute.Backend backend) {
        ReferenceGrant.From referrer =
                new ReferenceGrant.From(ROUTE, route.name().namespace());
        if (!objects.allows(referrer, "Service", backend.service())) {
            return new HttpBackend(
                    backend.toString(), backend.weight(), List.of(), HttpReason.HTTP_REFERENCE_NOT_GRANTED);
        }
        return backends.find(backend.service(), Integer.toString(backend.port()))
                .withWeight(backend.weight());
    }

    private static RouteDecision notFound(List<ConsideredRule> considered, String detail) {
        return new RouteDecision.Respond(
                null, considered, RouteDecision.Respond.NOT_FOUND, HttpReason.HTTP_NO_ROUTE, detail);
    }

    private static Optional<HostPattern> host(HttpRoute route, String host) {
        if (route.hostnames().isEmpty()) {
            return Optional.of(HostPattern.ofGateway(""));
        }
        return route.hostnames().stream()
                .map(HostPattern::ofGateway)
                .filter(pattern -> pattern.matches(host))
                .max(Comparator.comparingInt(HostPattern::rank));
    }

    private Optional<Place> find(String host, int port) {
        return gateways.stream()
                .flatMap(gateway -> gateway.listeners().stream().map(listener -> new Place(gateway, listener)))
                .filter(place -> place.listener().port() == port
                        && place.listener().protocol() != Gateway.ListenerProtocol.OTHER)
                .filter(place -> place.host().matches(host))
                .max(Comparator.comparingInt(place -> place.host().rank()));
    }

    @Override
    public boolean serves(String host, int port) {
        return find(host, port).isPresent();
    }

    @Override
    public String certificate(String host, int port) {
        return find(host, port)
                .flatMap(place -> place.listener().findCertificate())
                .map(secret -> "Secret " + secret)
                .orElse("a certificate that the listener does not name");
    }

    @Override
    public Set<Integer> ports() {
        Set<Integer> ports = new TreeSet<>();
        gateways.forEach(gateway -> gateway.listeners().forEach(listener -> ports.add(listener.port())));
        return ports;
    }
}
