package io.podpath.azure.loadbalancer;

import io.podpath.azure.AddressRewrite;
import io.podpath.azure.Steps;
import io.podpath.azure.loadbalancer.LoadBalancerSessions.Session;
import io.podpath.azure.loadbalancer.LoadBalancingRule.Distribution;
import io.podpath.azure.loadbalancer.LoadBalancingRule.FloatingIp;
import io.podpath.element.Element;
import io.podpath.element.ElementContext;
import io.podpath.element.Verdict;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.model.TransportAddress;
import io.podpath.trace.AzureLoadBalancerReason;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.Disposition;
import io.podpath.trace.RuleReference;
import io.podpath.trace.Step;
import io.podpath.trace.StepKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Standard Load Balancer with public and internal frontends.
 *
 * <pre>
 * internet -> reply of an outbound flow? -> vnet, source translation undone
 *          -> rule of the frontend -> healthy backend -> vnet
 * vnet     -> rule of an internal frontend -> healthy backend -> vnet
 *          -> outbound rule: source translation -> internet
 * </pre>
 *
 * <p><i>Models:</i> rules with and without floating IP, 5-tuple and source IP distribution, health, the hairpin limit of
 * internal frontends, outbound rules with their ports. A new flow goes to each healthy backend with the same
 * probability and stays there. Replies do not pass here: the virtual network asks {@link LoadBalancedFlows} and lets the
 * backend answer directly. ICMP errors follow the flow they are about; Azure does not document that. <i>Does not
 * model:</i> HA ports, inbound NAT rules, idle timeouts, probes that change their mind during a run, how a pool change
 * moves flows.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; Distribution modes; Floating IP; Outbound rules;
 * Troubleshoot Azure Load Balancer backend traffic.
 */
public final class LoadBalancer implements Element, LoadBalancedFlows {

    /** The interface towards the virtual network. */
    public static final String VNET = "vnet";

    /** The interface towards the internet's edge. */
    public static final String INTERNET = "internet";

    private final LoadBalancerConfig config;
    private final Map<IpAddress, Frontend> frontends;
    private final Map<BackendPool.Key, BackendPool> pools;
    private final LoadBalancerSessions sessions = new LoadBalancerSessions();
    private final OutboundTranslation outbound;

    /** A load balancer without flows. */
    public LoadBalancer(LoadBalancerConfig config) {
        this(config, frontends(config), BackendPool.byKey(config), new OutboundTranslation(config));
    }

    private LoadBalancer(
            LoadBalancerConfig config,
            Map<IpAddress, Frontend> frontends,
            Map<BackendPool.Key, BackendPool> pools,
            OutboundTranslation outbound) {
        this.config = config;
        this.frontends = frontends;
        this.pools = pools;
        this.outbound = outbound;
    }

    private static Map<IpAddress, Frontend> frontends(LoadBalancerConfig config) {
        Map<IpAddress, Frontend> frontends = new HashMap<>();
        config.frontends().forEach(frontend -> frontends.put(frontend.address(), frontend));
        return frontends;
    }

    /** The same load balancer without flows, for another run; sharing its tables makes it cheap for any pool. */
    public LoadBalancer withoutFlows() {
        return new LoadBalancer(config, frontends, pools, outbound.withoutFlows());
    }

    @Override
    public Verdict process(Packet packet, ElementContext context) {
        if (context.inInterface().equals(INTERNET)) {
            Optional<Packet> returning = outbound.findReturning(packet, context);
            return returning
                    .<Verdict>map(inside -> new Verdict.Forward(inside, VNET))
                    .orElseGet(() -> balance(packet, context));
        }
        Frontend frontend = frontends.get(packet.destination().address());
        boolean isInternal = frontend != null && frontend.scope() == Frontend.Scope.INTERNAL;
        return isInternal ? balance(packet, context) : outbound.translate(packet, context);
    }

    private Verdict balance(Packet packet, ElementContext context) {
        Optional<Session> known = sessions.findArrived(AddressRewrite.flowTuple(packet));
        if (known.isPresent()) {
            return deliver(packet, known.get(), "keeps to", context);
        }
        FiveTuple tuple = packet.tuple();
        BackendPool pool = pools.get(new BackendPool.Key(tuple.protocol(), tuple.destination()));
        if (pool == null || packet.findIcmpError().isPresent()) {
            return refuse(packet, context);
        }
        if (pool.healthy().isEmpty()) {
            String why = pool.unhealthy().stream()
                    .map(backend -> config.health().whyDown(pool.rule(), backend))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .map("; "::concat)
                    .orElse("");
            String detail = "rule " + pool.rule().name() + ": all backends are unhealthy: "
                    + BackendPool.names(pool.unhealthy()) + why;
            Steps.record(
                    context, () -> Step.of(StepKind.LB_FORWARD, detail, packet).by(reference(pool.rule())));
            return new Verdict.Drop(
                    packet, Disposition.BACKEND_UNHEALTHY, AzureLoadBalancerReason.LB_NO_HEALTHY_BACKEND, detail);
        }
        Session session = open(tuple, pool, choose(tuple, pool, context));
        return deliver(packet, session, "picks", context);
    }

    private Backend choose(FiveTuple tuple, BackendPool pool, ElementContext context) {
        List<Backend> healthy = pool.healthy();
        if (healthy.size() == 1) {
            return healthy.get(0);
        }
        Optional<Backend> before = pool.rule().distribution() == Distribution.SOURCE_IP
                ? sessions.findAffinity(tuple, pool.healthyId())
                : Optional.empty();
        return before.orElseGet(() -> healthy.get(context.choices()
                .pick(
                        healthy.size(),
                        "load balancer " + config.name() + " rule "
                                + pool.rule().name() + ": which backend")));
    }

    private Session open(FiveTuple tuple, BackendPool pool, Backend backend) {
        LoadBalancingRule rule = pool.rule();
        FiveTuple delivered = rule.floatingIp() == FloatingIp.ENABLED
                ? tuple
                : tuple.withDestination(
                        new TransportAddress(backend.findAddress(tuple.family()).orElseThrow(), rule.backendPort()));
        Session session = new Session(tuple, delivered, backend, rule);
        sessions.open(session, pool.healthyId());
        return session;
    }

    private Verdict deliver(Packet packet, Session session, String verb, ElementContext context) {
        LoadBalancingRule rule = session.rule();
        Backend backend = session.backend();
        Packet changed = rule.floatingIp() == FloatingIp.ENABLED
                ? packet
                : AddressRewrite.withDestination(packet, session.delivered().destination());
        Steps.record(context, () -> forwardStep(packet, changed, session, verb));
        if (backend.addresses().contains(packet.source().address())) {
            return new Verdict.Drop(
                    packet,
                    Disposition.NO_SESSION,
                    AzureLoadBalancerReason.LB_HAIRPIN_SELF,
                    backend.nic() + " called frontend " + rule.frontend() + " and was picked itself");
        }
        return new Verdict.Forward(changed, VNET);
    }

    private Step forwardStep(Packet packet, Packet changed, Session session, String verb) {
        LoadBalancingRule rule = session.rule();
        BackendPool pool = pools.get(new BackendPool.Key(rule.protocol(), rule.frontend()));
        Step step = Step.of(
                        StepKind.LB_FORWARD,
                        "rule " + rule.name() + ": " + rule.distribution().text() + " " + verb + " "
                                + session.backend().nic(),
                        packet)
                .changedTo(changed)
                .by(reference(rule));
        if (rule.floatingIp() == FloatingIp.ENABLED) {
            step = step.withFact("floating IP: the destination stays " + rule.frontend());
        }
        if (pool == null) {
            return step;
        }
        step = step.withFact("healthy: " + BackendPool.names(pool.healthy()));
        return pool.unhealthy().isEmpty() ? step : step.withFact("unhealthy: " + BackendPool.names(pool.unhealthy()));
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
        return rule.protocol() == packet.protocol()
                ? "destination port " + packet.destination().port() + " is not "
                        + rule.frontend().port()
                : "protocol " + packet.protocol() + " is not " + rule.protocol();
    }

    private RuleReference reference(LoadBalancingRule rule) {
        return new RuleReference("load balancer " + config.name() + " rule " + rule.name(), rule.toString());
    }

    @Override
    public boolean ownsFrontend(IpAddress address) {
        return frontends.containsKey(address);
    }

    @Override
    public Optional<String> findBackendNic(FiveTuple delivered) {
        return sessions.findDelivered(delivered)
                .map(session -> session.backend().nic());
    }

    @Override
    public Optional<TransportAddress> findFrontend(FiveTuple reply) {
        return sessions.findDelivered(reply.reply())
                .filter(session -> session.rule().floatingIp() == FloatingIp.DISABLED)
                .map(session -> session.arrived().destination());
    }

    @Override
    public boolean translatesOutbound(IpAddress source) {
        return outbound.covers(source);
    }
}
