package io.podpath.assembly;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadBalancerSpec.FrontendSpec;
import io.podpath.azure.resource.LoadBalancerSpec.InternalFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundRuleSpec;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.azure.resource.LoadBalancerSpec.PublicFrontend;
import io.podpath.azure.resource.LoadBalancerSpec.RuleSpec;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The load balancers that somebody declared, with addresses for their frontends and members for their pools.
 *
 * <p>A rule with a public frontend that does not disable outbound SNAT lends that frontend to its pool, with the ports
 * Azure would allot; an outbound rule for the same pool takes its place.
 *
 * <p><i>Source:</i> Azure docs, Use SNAT for outbound connections; Azure Load Balancer components.
 */
final class DeclaredLoadBalancers {

    private final AzureEnvironment azure;
    private final MachineAddresses addresses;
    private final PoolMembers members;
    private final List<PlacedLoadBalancer> all = new ArrayList<>();

    /**
     * The declared load balancers.
     *
     * @throws ModelProblemException if a name leads nowhere, or a subnet is full
     */
    DeclaredLoadBalancers(AzureEnvironment azure, MachineAddresses addresses, PoolMembers members) {
        this.azure = azure;
        this.addresses = addresses;
        this.members = members;
        azure.list(LoadBalancerSpec.class).forEach(spec -> all.add(place(spec)));
    }

    List<PlacedLoadBalancer> list() {
        return all;
    }

    /** Frontends of rules with floating IP behind which a NIC stands. */
    Set<IpAddress> floatingFrontends(String nic) {
        Set<IpAddress> floating = new HashSet<>();
        for (PlacedLoadBalancer placed : all) {
            placed.config().rules().stream()
                    .filter(LoadBalancingRule::isFloating)
                    .filter(rule -> placed.config().pool(rule.backend().pool()).stream()
                            .anyMatch(backend -> backend.nic().equals(nic)))
                    .forEach(rule -> floating.add(rule.frontend().address()));
        }
        return floating;
    }

    private PlacedLoadBalancer place(LoadBalancerSpec spec) {
        Map<String, Frontend> frontends = new LinkedHashMap<>();
        spec.frontends().forEach(frontend -> frontends.put(frontend.name(), frontend(frontend, spec)));
        Map<String, List<Backend>> pools = new LinkedHashMap<>();
        spec.backendPools().forEach(pool -> pools.put(pool.name(), members.of(pool)));
        List<LoadBalancingRule> rules =
                spec.rules().stream().map(rule -> rule(rule, spec, frontends)).toList();
        LoadBalancerConfig config = new LoadBalancerConfig(
                spec.name(),
                List.copyOf(frontends.values()),
                rules,
                pools,
                members.health(),
                outboundRules(spec, frontends, pools, rules));
        return new PlacedLoadBalancer(network(spec), config);
    }

    private String network(LoadBalancerSpec spec) {
        Optional<String> ofFrontend = spec.frontends().stream()
                .map(FrontendSpec::place)
                .filter(InternalFrontend.class::isInstance)
                .map(place -> ((InternalFrontend) place).subnet().virtualNetwork())
                .findFirst();
        return ofFrontend
                .or(() -> spec.backendPools().stream()
                        .flatMap(pool -> members.findNetwork(pool).stream())
                        .findFirst())
                .orElseThrow(() -> new ModelProblemException(
                        "load balancer " + spec.name() + " has neither an internal frontend nor a member"));
    }

    private Frontend frontend(FrontendSpec frontend, LoadBalancerSpec spec) {
        if (frontend.place() instanceof PublicFrontend open) {
            IpAddress address = azure.find(PublicIpSpec.class, open.publicIp())
                    .map(PublicIpSpec::address)
                    .or(() -> IpAddress.tryParse(open.publicIp()))
                    .orElseThrow(() -> new ModelProblemException("there is no public IP " + open.publicIp()));
            return new Frontend(frontend.name(), address, Frontend.Scope.PUBLIC);
        }
        InternalFrontend internal = (InternalFrontend) frontend.place();
        IpAddress address = addresses.take(
                internal.subnet(), internal.findPrivateIp(), "frontend " + frontend.name() + " of " + spec.name());
        return new Frontend(frontend.name(), address, Frontend.Scope.INTERNAL);
    }

    private static LoadBalancingRule rule(RuleSpec rule, LoadBalancerSpec spec, Map<String, Frontend> frontends) {
        Frontend frontend = find(frontends, rule.frontend().frontend(), spec);
        HealthProbe probe = spec.probes().stream()
                .filter(candidate -> candidate.name().equals(rule.probe()))
                .findFirst()
                .orElse(null);
        return new LoadBalancingRule(
                rule.name(),
                rule.frontend().protocol(),
                new TransportAddress(frontend.address(), rule.frontend().port()),
                new LoadBalancingRule.Destination(
                        rule.backend().pool(),
                        rule.backend().port(),
                        rule.backend().floatingIp()),
                rule.distribution(),
                new LoadBalancingRule.Settings(
                        rule.idleTimeout(), rule.backend().outboundSnat(), probe));
    }

    private static Frontend find(Map<String, Frontend> frontends, String name, LoadBalancerSpec spec) {
        Frontend frontend = frontends.get(name);
        if (frontend == null) {
            throw new ModelProblemException("load balancer " + spec.name() + " has no frontend " + name);
        }
        return frontend;
    }

    /** A pool whose members have a way out in a family. */
    private record Served(String pool, IpFamily family) {}

    private static List<OutboundRule> outboundRules(
            LoadBalancerSpec spec,
            Map<String, Frontend> frontends,
            Map<String, List<Backend>> pools,
            List<LoadBalancingRule> rules) {
        List<OutboundRule> outbound = new ArrayList<>();
        Set<Served> served = new HashSet<>();
        for (OutboundRuleSpec rule : spec.outboundRules()) {
            Map<IpFamily, List<IpAddress>> addresses = rule.frontends().stream()
                    .map(name -> find(frontends, name, spec).address())
                    .collect(Collectors.groupingBy(
                            IpAddress::family, () -> new EnumMap<>(IpFamily.class), Collectors.toList()));
            int size = pools.getOrDefault(rule.pool(), List.of()).size();
            addresses.forEach((family, ofFamily) -> {
                SnatPortAllocation ports = SnatPortAllocation.of(ofFamily, rule.allocatedOutboundPorts(), size);
                outbound.add(new OutboundRule(rule.name(), rule.pool(), ports, rule.idleTimeout()));
                served.add(new Served(rule.pool(), family));
            });
        }
        Set<IpAddress> open = new HashSet<>();
        frontends.values().stream()
                .filter(frontend -> frontend.scope() == Frontend.Scope.PUBLIC)
                .forEach(frontend -> open.add(frontend.address()));
        for (LoadBalancingRule rule : rules) {
            String pool = rule.backend().pool();
            boolean lends = rule.settings().outboundSnat() == OutboundSnat.ENABLED
                    && open.contains(rule.frontend().address());
            if (lends && served.add(new Served(pool, rule.frontend().address().family()))) {
                SnatPortAllocation ports = SnatPortAllocation.automatic(
                        List.of(rule.frontend().address()),
                        pools.getOrDefault(pool, List.of()).size());
                outbound.add(new OutboundRule(
                        rule.name() + " (outbound SNAT)",
                        pool,
                        ports,
                        rule.settings().idleTimeout()));
            }
        }
        return outbound;
    }
}
