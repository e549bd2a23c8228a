package io.podpath;

import io.podpath.element.Choices;
import io.podpath.element.Fraction;
import io.podpath.engine.Conversation;
import io.podpath.engine.Program;
import io.podpath.http.HttpBackend;
import io.podpath.http.HttpProxies;
import io.podpath.http.HttpProxy;
import io.podpath.http.HttpRequest;
import io.podpath.http.ProxyKind;
import io.podpath.http.RouteDecision;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import io.podpath.trace.Flow;
import io.podpath.trace.HttpExchange;
import io.podpath.trace.HttpReason;
import io.podpath.trace.LinkedFlow;
import io.podpath.trace.Outcome;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the program at the other end of a connection does with a request: an application answers it, a proxy chooses a
 * rule and opens a connection of its own, whose program may be a proxy again.
 *
 * <p>A backend that cannot be reached is followed by the next one, as often as the proxy tries; then the proxy answers.
 *
 * <p><i>Does not model:</i> connections kept open for further requests, the time programs need, what applications answer:
 * whatever listens answers 200.
 *
 * <p><i>Source:</i> those of {@link ProxyKind}.
 */
final class HttpHandling implements Program {

    private static final int OK = 200;

    private final Connections connections;
    private final HttpProxies proxies;
    private final HttpRequest request;
    private final List<Step> steps = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable String server;
    private HttpExchange.@Nullable Answer answer;
    private boolean undecided;

    /**
     * A connection to a backend.
     *
     * @param backend its Service
     * @param conversation the connection
     * @param handling what its program does
     */
    private record Attempt(String backend, Conversation conversation, HttpHandling handling) {}

    HttpHandling(Connections connections, HttpProxies proxies, HttpRequest request) {
        this.connections = connections;
        this.proxies = proxies;
        this.request = request;
    }

    @Override
    public void serve(Trace trace, Runnable send) {
        String element = trace.end().element();
        server = element;
        Packet packet = trace.last();
        Optional<HttpProxy> proxy = proxies.find(element);
        if (proxy.isEmpty()) {
            finish(new HttpExchange.Answer(OK, element, null, "the program answers"), packet, send);
            return;
        }
        int port = packet.destination().port();
        if (request.scheme() == HttpRequest.Scheme.HTTPS) {
            String certificate = proxy.get().routes().certificate(request.host(), port);
            steps.add(Step.of(StepKind.TLS, "TLS ends here, with " + certificate, packet));
        }
        RouteDecision decision = proxy.get().routes().decide(request, port);
        if (decision instanceof RouteDecision.Respond respond) {
            steps.add(Step.of(StepKind.HTTP_ROUTE, respond.detail(), packet)
                    .by(respond.rule())
                    .considering(respond.considered()));
            finish(
                    new HttpExchange.Answer(respond.status(), element, respond.reason(), respond.detail()),
                    packet,
                    send);
        } else if (decision instanceof RouteDecision.Forward forward) {
            forward(proxy.get(), forward, packet, send);
        }
    }

    private void forward(HttpProxy proxy, RouteDecision.Forward forward, Packet packet, Runnable send) {
        ProxyKind kind = proxy.kind();
        String element = Objects.requireNonNull(server);
        HttpBackend backend = choose(forward.backends(), forward.rule());
        Step routed = Step.of(StepKind.HTTP_ROUTE, "to " + backend.name() + shares(forward.backends()), packet)
                .by(forward.rule())
                .considering(forward.considered());
        for (String fact : forward.facts()) {
            routed = routed.withFact(fact);
        }
        steps.add(routed);
        if (backend.findProblem().isPresent()) {
            HttpReason problem = backend.findProblem().get();
            String detail = backend.name() + ": " + problem.text().summary();
            finish(new HttpExchange.Answer(kind.statusFor(problem), element, problem, detail), packet, send);
            return;
        }
        int first = connections
                .simulation()
                .choices()
                .pick(backend.endpoints().size(), "which endpoint of " + backend.name());
        new Forwarding(proxy, backend, first, element, packet, send).attempt(0);
    }

    private static String shares(List<HttpBackend> backends) {
        int sum = backends.stream().mapToInt(HttpBackend::weight).sum();
        return backends.size() == 1 ? "" : ", one of " + backends.size() + " by weight " + sum;
    }

    /** A backend by its weight. */
    private HttpBackend choose(List<HttpBackend> backends, RuleReference rule) {
        if (backends.size() == 1) {
            return backends.get(0);
        }
        Choices choices = connections.simulation().choices();
        int left = backends.stream().mapToInt(HttpBackend::weight).sum();
        for (HttpBackend backend : backends.subList(0, backends.size() - 1)) {
            Fraction share = Fraction.of(backend.weight(), left);
            if (choices.happens(share, "whether " + rule.where() + " takes " + backend.name())) {
                return backend;
            }
            left -= backend.weight();
        }
        return backends.get(backends.size() - 1);
    }

    private void finish(HttpExchange.Answer result, Packet packet, Runnable send) {
        answer = result;
        steps.add(Step.of(StepKind.HTTP_ANSWER, result.toString(), packet));
        send.run();
    }

    /** The connection with what became of its request; to be asked when the run is over. */
    Flow addTo(Flow flow) {
        if (server == null) {
            return flow;
        }
        List<LinkedFlow> linked = new ArrayList<>(flow.linked());
        for (Attempt attempt : attempts) {
            Flow behind = attempt.handling().addTo(attempt.conversation().flow());
            String result = behind.findHttp()
                    .map(exchange -> exchange.answer().toString())
                    .orElse(behind.outcome().label());
            linked.add(new LinkedFlow(LinkedFlow.Relation.PROXIED, attempt.backend(), result, behind));
        }
        Flow full = flow.withLinked(linked);
        if (undecided) {
            Trace.End end = attempts.get(attempts.size() - 1)
                    .conversation()
                    .flow()
                    .forward()
                    .end();
            return full.undecidedBy(end);
        }
        return answer == null
                ? full
                : full.withHttp(new HttpExchange(request.toString(), server, request.forwardedFor(), steps, answer));
    }

    /** The connections that a proxy tries for one request. */
    private final class Forwarding {

        private final HttpProxy proxy;
        private final ProxyKind kind;
        private final HttpBackend backend;
        private final int first;
        private final String element;
        private final Packet packet;
        private final Runnable send;

        Forwarding(HttpProxy proxy, HttpBackend backend, int first, String element, Packet packet, Runnable send) {
            this.proxy = proxy;
            this.kind = proxy.kind();
            this.backend = backend;
            this.first = first;
            this.element = element;
            this.packet = packet;
            this.send = send;
        }

        void attempt(int number) {
            TransportAddress endpoint = backend.endpoints()
                    .get((first + number) % backend.endpoints().size());
            HttpRequest behind = request.forwardedBy(kind, packet.source());
            HttpHandling handling = new HttpHandling(connections, proxies, behind);
            ProbeRoute route = new ProbeRoute(element, source(), endpoint);
            Conversation conversation = connections.openForProxy(route, kind).servedBy(handling);
            attempts.add(new Attempt(backend.name(), conversation, handling));
            String words = "a connection of its own to " + endpoint + ", X-Forwarded-For: " + behind.forwardedFor();
            steps.add(Step.of(StepKind.HTTP_FORWARD, words, packet));
            conversation.whenOver(() -> over(number, conversation, handling));
            conversation.start();
        }

        /** Which instance does it changes no path, so it is drawn. */
        private @Nullable IpAddress source() {
            List<IpAddress> sources = proxy.sources();
            return sources.isEmpty()
                    ? null
                    : sources.get(connections.simulation().choices().draw(sources.size()));
        }

        private void over(int number, Conversation conversation, HttpHandling handling) {
            if (conversation.outcome() == Outcome.CONNECTED && handling.answer != null) {
                finish(handling.answer, packet, send);
            } else if (conversation.outcome() == Outcome.UNDECIDED) {
                // Nobody knows what the proxy would see, so it does not answer.
                undecided = true;
            } else if (number + 1 < kind.tries(backend.endpoints().size())) {
                attempt(number + 1);
            } else {
                HttpReason reason = reason(conversation.outcome());
                String detail = "no connection to " + backend.name() + ": "
                        + conversation.outcome().label();
                finish(new HttpExchange.Answer(kind.statusFor(reason), element, reason, detail), packet, send);
            }
        }

        private HttpReason reason(Outcome outcome) {
            if (kind.probes()) {
                return HttpReason.HTTP_BACKEND_UNHEALTHY;
            }
            return outcome == Outcome.REFUSED || outcome == Outcome.RESET
                    ? HttpReason.HTTP_BACKEND_REFUSED
                    : HttpReason.HTTP_BACKEND_TIMEOUT;
        }
    }
}
