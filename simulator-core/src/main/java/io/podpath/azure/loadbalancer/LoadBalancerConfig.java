package io.podpath.azure.loadbalancer;

import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;

/**
 * What a load balancer is built from.
 *
 * @param name its name, {@code kubernetes} in AKS
 * @param frontends its frontends, public and internal
 * @param rules its rules
 * @param backends its pool, in the order in which outbound ports are given away
 * @param health which backends the probes find up
 * @param outboundRules its outbound rules, one of each family at most
 */
public record LoadBalancerConfig(
        String name,
        List<Frontend> frontends,
        List<LoadBalancingRule> rules,
        List<Backend> backends,
        BackendHealth health,
        List<OutboundRule> outboundRules) {

    public LoadBalancerConfig {
        frontends = List.copyOf(frontends);
        rules = List.copyOf(rules);
        backends = List.copyOf(backends);
        outboundRules = List.copyOf(outboundRules);
    }

    /** Its outbound rule for a family. */
    public Optional<OutboundRule> findOutboundRule(IpFamily family) {
        return outboundRules.stream().filter(rule -> rule.family() == family).findFirst();
    }
}
