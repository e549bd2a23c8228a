package io.podpath.azure.loadbalancer;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.loadbalancer.LoadBalancerSessions.Session;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inbound half of a load balancer: a rule, a healthy backend, and the memory of where each flow went. */
final class InboundBalancing {

    private final LoadBalancerConfig config;
    private final Map<BackendPool.Key, BackendPool> pools;
    private final LoadBalancerSessions sessions;

    InboundBalancing(
            LoadBalancerConfig config, Map<BackendPool.Key, BackendPool> pools, LoadBalancerSessions sessions) {
        this.config = config;
        this.pools = pools;
        this.sessions = sessions;
    }

    /** A packet for a frontend. */
    Verdict balance(Packet packet, ElementContext context) {
        Optional<Session> known = sessions.findArrived(AddressRewrite.flowTuple(packet));
        if (known.isPresent()) {
            return deliver(packet, known.get(), "keeps to", context);
        }
        BackendPool pool = find(packet.protocol(), packet.destination());
        return pool == null || packet.findIcmpError().isPresent()
                ? refuse(packet, context)
                : openFlow(packet, pool, context);
    }

    /**
     * A packet that a route leads to a frontend: it keeps its destination, whether or not the rule has floating IP. Both
     * directions of a flow come to the same backend if both pass this rule.
     *
     * <p><i>Source:</i> Azure docs, High availability ports overview, sections Network virtual appliances and Flow
     * symmetry.
     */
    Verdict route(Packet packet, IpAddress frontend, ElementContext context) {
        FiveTuple flow = AddressRewrite.flowTuple(packet);
        Optional<Session> known = sessions.findArrived(flow).or(() -> sessions.findArrived(flow.reply()));
        if (known.isPresent()) {
            Session session = known.get();
            Session inThisDirection = new Session(flow, flow, session.backend(), session.rule());
            sessions.open(inThisDirection, poolOf(session.rule()));
            return deliver(packet, inThisDirection, "keeps to", context);
        }
        BackendPool pool = pools.get(new BackendPool.Key(RuleProtocol.ALL, new TransportAddress(frontend, 0)));
        boolean isTaken = packet.protocol() == Protocol.TCP || packet.protocol() == Protocol.UDP;
        return pool == null || !isTaken || packet.findIcmpError().isPresent()
                ? refuse(packet, context)
                : openFlow(packet, pool, context);
    }

    private @Nullable BackendPool find(Protocol protocol, TransportAddress frontend) {
        BackendPool exact = pools.get(new BackendPool.Key(RuleProtocol.of(protocol), frontend));
        boolean hasPorts = protocol == Protocol.TCP || protocol == Protocol.UDP;
        return exact == null && hasPorts
                ? pools.get(new BackendPool.Key(RuleProtocol.ALL, frontend.withPort(0)))
                : exact;
    }

    private BackendPool poolOf(LoadBalancingRule rule) {
        return Objects.requireNonNull(pools.get(new BackendPool.Key(rule.protocol(), rule.frontend())));
    }

    private Verdict openFlow(Packet packet, BackendPool pool, ElementContext context) {
        if (pool.healthy().isEmpty()) {
            return unhealthy(packet, pool, context);
        }
        FiveTuple tuple = packet.tuple();
        Backend backend = choose(tuple, pool, context);
        Session session = new Session(tuple, delivered(tuple, pool.rule(), backend), backend, pool.rule());
        sessions.open(session, pool);
        return deliver(packet, session, "picks", context);
    }

    /** A routed packet is not for the frontend, so nothing is translated. */
    private static FiveTuple delivered(FiveTuple tuple, LoadBalancingRule rule, Backend backend) {
        boolean isForFrontend =
                tuple.destination().address().equals(rule.frontend().address());
        if (rule.isFloating() || !isForFrontend) {
            return tuple;
        }
        int port = rule.backend().port() == 0
                ? tuple.destination().port()
                : rule.backend().port();
        return tuple.withDestination(
                new TransportAddress(backend.findAddress(tuple.family()).orElseThrow(), port));
    }

    private Verdict unhealthy(Packet packet, BackendPool pool, ElementContext context) {
        String why = pool.unhealthy().stream()
                .map(backend -> config.health().whyDown(pool.rule(), backend))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map("; "::concat)
                .orElse("");
        String members = pool.unhealthy().isEmpty()
                ? "the pool " + pool.rule().backend().pool() + " is empty"
                : "all backends are unhealthy: " + BackendPool.names(pool.unhealthy());
        String detail = "rule " + pool.rule().name() + ": " + members + why;
        Steps.record(context, () -> Step.of(StepKind.LB_FORWARD, detail, packet).by(reference(pool.rule())));
        return new Verdict.Drop(
                packet, Disposition.BACKEND_UNHEALTHY, AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND, detail);
    }

    private Backend choose(FiveTuple tuple, BackendPool pool, ElementContext context) {
        List<Backend> healthy = pool.healthy();
        if (healthy.size() == 1) {
            return healthy.get(0);
        }
        return sessions.findAffinity(tuple, pool)
                .orElseGet(() -> healthy.get(context.choices()
                        .pick(
                                healthy.size(),
                                "load balancer " + config.name() + " rule "
                                        + pool.rule().name() + ": which backend")));
    }

    private Verdict deliver(Packet packet, Session session, String verb, ElementContext context) {
        Packet changed = session.isTranslated()
                ? AddressRewrite.withDestination(packet, session.delivered().destination())
                : packet;
        Steps.record(context, () -> forwardStep(packet, changed, session, verb));
        return new Verdict.Forward(changed, LoadBalancer.VNET);
    }

    private Step forwardStep(Packet packet, Packet changed, Session session, String verb) {
        LoadBalancingRule rule = session.rule();
        BackendPool pool = poolOf(rule);
        Step step = Step.of(
                        StepKind.LB_FORWARD,
                        "rule " + rule.name() + ": " + rule.distribution().text() + " " + verb + " "
                                + session.backend().nic(),
                        packet)
                .changedTo(changed)
                .by(reference(rule));
        boolean isForFrontend =
                session.arrived().destination().address().equals(rule.frontend().address());
        if (!isForFrontend) {
            step = step.withFact("a route leads here: the destination stays "
                    + session.arrived().destination());
        } else if (rule.isFloating()) {
            step = step.withFact(
                    "floating IP: the destination stays " + session.arrived().destination());
        }
        step = step.withFact("healthy: " + BackendPool.names(pool.healthy()));
        if (!pool.unhealthy().isEmpty()) {
            step = step.withFact("unhealthy: " + BackendPool.names(pool.unhealthy()));
        }
        if (session.backend().addresses().contains(packet.source().address())) {
            step = step.withFact("hairpin: the caller is the backend itself, and its kernel will not know the packet");
        }
        return withSettings(step, rule);
    }

    private static Step withSettings(Step step, LoadBalancingRule rule) {
        String probe = rule.findProbe().map(found -> "probe " + found).orElse("no probe");
        return step.withFact(probe).withFact(rule.settings().idleTimeout().toString());
    }

    private Verdict refuse(Packet packet, ElementContext context) {
        TransportAddress destination = packet.destination();
        String detail = packet.protocol().hasPorts()
                ? "no rule for " + packet.protocol() + " " + destination
                : "no rule for " + packet.protocol() + " to " + destination.address();
        Steps.record(context, () -> Step.of(StepKind.LB_FORWARD, detail, packet).considering(considered(packet)));
        return new Verdict.Drop(packet, Disposition.DENIED, AzureLoadBalancerReason.LB_NO_RULE, detail);
    }

    private List<ConsideredRule> considered(Packet packet) {
        return config.rules().stream()
                .filter(rule ->
                        rule.frontend().address().equals(packet.destination().address()))
                .map(rule -> new ConsideredRule(reference(rule), mismatch(rule, packet)))
                .toList();
    }

    private static String mismatch(LoadBalancingRule rule, Packet packet) {
        return rule.protocol() == RuleProtocol.of(packet.protocol())
                ? "destination port " + packet.destination().port() + " is not "
                        + rule.frontend().port()
                : "protocol " + packet.protocol() + " is not " + rule.protocol();
    }

    private RuleReference reference(LoadBalancingRule rule) {
        return new RuleReference("load balancer " + config.name() + " rule " + rule.name(), rule.toString());
    }
}
