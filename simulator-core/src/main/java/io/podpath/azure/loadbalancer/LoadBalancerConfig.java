package io.podpath.azure.loadbalancer;

import io.podpath.model.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a load balancer is built from.
 *
 * @param name its name, {@code kubernetes} in AKS
 * @param frontends its frontends, public and internal
 * @param rules its rules
 * @param pools its pools by name, each in the order in which outbound ports are given away
 * @param health which backends the probes find up
 * @param outboundRules its outbound rules; of a cluster, one of each family at most
 */
public record LoadBalancerConfig(
        String name,
        List<Frontend> frontends,
        List<LoadBalancingRule> rules,
        Map<String, List<Backend>> pools,
        BackendHealth health,
        List<OutboundRule> outboundRules) {

    /** The name of the public load balancer of a cluster, and of its pool. */
    public static final String AKS_POOL = "kubernetes";

    /** What the name of a cluster's internal load balancer ends with. */
    public static final String INTERNAL_SUFFIX = "-internal";

    public LoadBalancerConfig {
        frontends = List.copyOf(frontends);
        rules = List.copyOf(rules);
        pools = new LinkedHashMap<>(pools);
        outboundRules = List.copyOf(outboundRules);
    }

    /** A load balancer of a cluster: with one pool. */
    public LoadBalancerConfig(
            String name,
            List<Frontend> frontends,
            List<LoadBalancingRule> rules,
            List<Backend> backends,
            BackendHealth health,
            List<OutboundRule> outboundRules) {
        this(name, frontends, rules, Map.of(AKS_POOL, backends), health, outboundRules);
    }

    /** The same load balancer with another judgement of its backends. */
    public LoadBalancerConfig with(BackendHealth newHealth) {
        return new LoadBalancerConfig(name, frontends, rules, pools, newHealth, outboundRules);
    }

    /** The members of a pool, in order; none if there is no such pool. */
    public List<Backend> pool(String pool) {
        return pools.getOrDefault(pool, List.of());
    }

    /** Whether it does anything: AKS creates it for its outbound rule or for the first Service. */
    public boolean exists() {
        return !rules.isEmpty() || !outboundRules.isEmpty();
    }

    /** Whether a rule takes every port of this frontend, so that routes may lead to it. */
    public boolean takesAllPorts(IpAddress frontend) {
        return rules.stream()
                .anyMatch(rule ->
                        rule.takesAllPorts() && rule.frontend().address().equals(frontend));
    }
}
