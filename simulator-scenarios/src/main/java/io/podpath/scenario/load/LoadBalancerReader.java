package io.podpath.scenario.load;

import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadBalancerSpec.BackendPoolSpec;
import io.podpath.azure.resource.LoadBalancerSpec.FrontendPlace;
import io.podpath.azure.resource.LoadBalancerSpec.FrontendSpec;
import io.podpath.azure.resource.LoadBalancerSpec.InternalFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundRuleSpec;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.azure.resource.LoadBalancerSpec.PublicFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleBackend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleSpec;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads load balancers, with the field names of {@code az network lb} where podpath has no shorter way to say it.
 *
 * <p><i>Source:</i> Azure REST API, Load Balancers.
 */
final class LoadBalancerReader {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_OUTBOUND_PORTS = 64_000;
    private static final Map<String, RuleProtocol> PROTOCOLS =
            Choices.of(RuleProtocol.values(), RuleProtocol::spelling);
    private static final Map<String, HealthProbe.Kind> PROBE_KINDS =
            Choices.of(HealthProbe.Kind.values(), HealthProbe.Kind::spelling);
    private static final Map<String, LoadDistribution> DISTRIBUTIONS =
            Choices.of(LoadDistribution.values(), LoadDistribution::spelling);

    private final Problems problems;
    private final Locations locations;

    LoadBalancerReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<LoadBalancerSpec> loadBalancer(Fields loadBalancer) {
        Optional<String> name = loadBalancer.required("name");
        Subject subject = Subject.azure("loadBalancer", name.orElse(""));
        locations.put(subject, loadBalancer.at("name"));
        List<FrontendSpec> frontends = new ArrayList<>();
        for (Fields frontend : loadBalancer.objects("frontends")) {
            note(subject, "frontend", frontend);
            frontend(frontend).ifPresent(frontends::add);
        }
        List<BackendPoolSpec> pools = new ArrayList<>();
        for (Fields pool : loadBalancer.objects("backendPools")) {
            note(subject, "backendPool", pool);
            List<IpAddress> addresses = pool.list("addresses", pool.values()::address);
            List<String> machines = pool.texts("vms");
            pool.required("name").ifPresent(found -> pools.add(new BackendPoolSpec(found, machines, addresses)));
        }
        List<HealthProbe> probes = new ArrayList<>();
        for (Fields probe : loadBalancer.objects("probes")) {
            note(subject, "probe", probe);
            probe(probe).ifPresent(probes::add);
        }
        List<RuleSpec> rules = new ArrayList<>();
        for (Fields rule : loadBalancer.objects("rules")) {
            note(subject, "rule", rule);
            rule(rule).ifPresent(rules::add);
        }
        List<OutboundRuleSpec> outbound = new ArrayList<>();
        for (Fields rule : loadBalancer.objects("outboundRules")) {
            note(subject, "outboundRule", rule);
            outboundRule(rule).ifPresent(outbound::add);
        }
        return name.map(found -> new LoadBalancerSpec(found, frontends, pools, probes, rules, outbound));
    }

    private void note(Subject subject, String kind, Fields part) {
        part.text("name").ifPresent(name -> locations.put(subject.part(kind + " " + name), part.at("name")));
    }

    private Optional<FrontendSpec> frontend(Fields frontend) {
        Optional<String> name = frontend.required("name");
        Optional<FrontendPlace> place = place(frontend);
        return name.isPresent() && place.isPresent()
                ? Optional.of(new FrontendSpec(name.get(), place.get()))
                : Optional.empty();
    }

    private Optional<FrontendPlace> place(Fields frontend) {
        Optional<IpAddress> privateIp = frontend.address("privateIp");
        Optional<String> publicIp = frontend.text("publicIp");
        Optional<String> subnet = frontend.text("subnet");
        if (publicIp.isPresent() == subnet.isPresent()) {
            frontend.mismatch("name", "a frontend has either 'subnet' or 'publicIp'");
            return Optional.empty();
        }
        return publicIp.<FrontendPlace>map(PublicFrontend::new)
                .or(() -> SubnetReferences.parse(subnet.orElse(""), frontend.at("subnet"), problems)
                        .map(found -> new InternalFrontend(found, privateIp.orElse(null))));
    }

    static Optional<HealthProbe> probe(Fields probe) {
        Optional<String> name = probe.required("name");
        HealthProbe.Kind kind = probe.choice("protocol", PROBE_KINDS).orElse(HealthProbe.Kind.TCP);
        OptionalInt port = probe.requiredInteger("port", 1, MAX_PORT);
        String path = probe.text("requestPath", kind == HealthProbe.Kind.TCP ? "" : "/");
        int interval = probe.integer("intervalInSeconds", HealthProbe.LEAST_INTERVAL_SECONDS, Integer.MAX_VALUE, 15);
        int threshold = probe.integer("probeThreshold", 1, Integer.MAX_VALUE, HealthProbe.DEFAULT_THRESHOLD);
        return name.isPresent() && port.isPresent()
                ? Optional.of(new HealthProbe(name.get(), kind, port.getAsInt(), path, interval, threshold))
                : Optional.empty();
    }

    private Optional<RuleSpec> rule(Fields rule) {
        Optional<String> name = rule.required("name");
        Optional<String> frontend = rule.required("frontend");
        Optional<String> pool = rule.required("backendPool");
        RuleProtocol protocol = rule.choice("protocol", PROTOCOLS).orElse(RuleProtocol.TCP);
        int frontendPort = rule.integer("frontendPort", 0, MAX_PORT, 0);
        int backendPort = rule.integer("backendPort", 0, MAX_PORT, frontendPort);
        if ((protocol == RuleProtocol.ALL) != (frontendPort == 0) || (frontendPort == 0) != (backendPort == 0)) {
            rule.mismatch(
                    "frontendPort",
                    "protocol 'All' goes with frontendPort 0 and backendPort 0, and only these with it");
        }
        boolean disablesSnat = rule.flag("disableOutboundSnat");
        LoadDistribution distribution = distribution(rule).orElse(LoadDistribution.FIVE_TUPLE);
        String probe = rule.text("probe", "");
        IdleTimeout idle = idle(rule);
        return name.isPresent() && frontend.isPresent() && pool.isPresent()
                ? Optional.of(new RuleSpec(
                        name.get(),
                        new RuleFrontend(frontend.get(), protocol, frontendPort),
                        new RuleBackend(
                                pool.get(),
                                backendPort,
                                floatingIp(rule),
                                disablesSnat ? OutboundSnat.DISABLED : OutboundSnat.ENABLED),
                        distribution,
                        probe,
                        idle))
                : Optional.empty();
    }

    static FloatingIp floatingIp(Fields rule) {
        return rule.flag("enableFloatingIP") ? FloatingIp.ENABLED : FloatingIp.DISABLED;
    }

    static Optional<LoadDistribution> distribution(Fields rule) {
        return rule.choice("loadDistribution", DISTRIBUTIONS);
    }

    static IdleTimeout idle(Fields rule) {
        int minutes = rule.integer(
                "idleTimeoutInMinutes", IdleTimeout.LEAST_MINUTES, IdleTimeout.MOST_MINUTES, IdleTimeout.LEAST_MINUTES);
        return new IdleTimeout(
                minutes, rule.flag("enableTcpReset") ? IdleTimeout.AtExpiry.RESET : IdleTimeout.AtExpiry.SILENCE);
    }

    private static Optional<OutboundRuleSpec> outboundRule(Fields rule) {
        Optional<String> name = rule.required("name");
        Optional<String> pool = rule.required("backendPool");
        rule.choice("protocol", PROTOCOLS);
        List<String> frontends = rule.texts("frontends");
        if (rule.items("frontends").isEmpty()) {
            rule.error("frontends", "an outbound rule needs at least one of 'frontends'");
        }
        int ports = rule.integer("allocatedOutboundPorts", 0, MAX_OUTBOUND_PORTS, 0);
        if (ports % 8 != 0) {
            rule.mismatch("allocatedOutboundPorts", "'allocatedOutboundPorts' must be a multiple of 8");
            ports = 0;
        }
        IdleTimeout idle = idle(rule);
        return name.isPresent() && pool.isPresent() && !frontends.isEmpty()
                ? Optional.of(new OutboundRuleSpec(name.get(), frontends, pool.get(), ports, idle))
                : Optional.empty();
    }
}
