package io.podpath.azure.loadbalancer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a load balancer is built from.
 *
 * @param name its name, {@code kubernetes} in AKS
 * @param frontends its frontends, public and internal
 * @param rules its rules
 * @param backends its pool, in the order in which outbound ports are given away
 * @param health which backends the probes find up
 * @param outboundRule its outbound rule, if it has one
 */
public record LoadBalancerConfig(
        String name,
        List<Frontend> frontends,
        List<LoadBalancingRule> rules,
        List<Backend> backends,
        BackendHealth health,
        @Nullable OutboundRule outboundRule) {

    public LoadBalancerConfig {
        frontends = List.copyOf(frontends);
        rules = List.copyOf(rules);
        backends = List.copyOf(backends);
    }

    /** Its outbound rule. */
    public Optional<OutboundRule> findOutboundRule() {
        return Optional.ofNullable(outboundRule);
    }
}
