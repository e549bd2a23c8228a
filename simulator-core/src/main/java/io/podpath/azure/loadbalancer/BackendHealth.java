package io.podpath.azure.loadbalancer;

import java.util.Map;
import java.util.Set;

/**
 * Which backends the health probe of a rule finds up.
 *
 * <p>Who builds the network knows what the probes of AKS find: with externalTrafficPolicy Local the nodes with a ready
 * local endpoint, with Cluster the nodes whose node port answers, for UDP under Cluster all, because there is no probe.
 *
 * <p><i>Source:</i> Azure docs, Load Balancer health probes; Use a public standard load balancer in AKS.
 */
@FunctionalInterface
public interface BackendHealth {

    /** Every backend is up for every rule. */
    BackendHealth ALL_UP = (rule, backend) -> true;

    /** Whether the probe of the rule finds the backend up. */
    boolean isUp(LoadBalancingRule rule, Backend backend);

    /** Why a backend that is down for a rule is down, in words; empty where that is not known. */
    default String whyDown(LoadBalancingRule rule, Backend backend) {
        return "";
    }

    /** Health by the names of rules and NICs; a rule that is not named has no healthy backend. */
    static BackendHealth of(Map<String, Set<String>> healthyNicsByRule) {
        return (rule, backend) ->
                healthyNicsByRule.getOrDefault(rule.name(), Set.of()).contains(backend.nic());
    }
}
