package io.podpath.azure.loadbalancer;

import io.podpath.azure.resource.RuleProtocol;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The backends of a rule, told apart by health.
 *
 * @param rule the rule
 * @param healthy those its probe finds up, in the order of the pool
 * @param unhealthy the others
 * @param healthyId the same number for rules with the same healthy backends
 */
record BackendPool(LoadBalancingRule rule, List<Backend> healthy, List<Backend> unhealthy, int healthyId) {

    private static final int SHOWN_NAMES = 8;

    /** The pools of all rules, by frontend, protocol and port. */
    static Map<Key, BackendPool> byKey(LoadBalancerConfig config) {
        Map<Key, BackendPool> pools = new HashMap<>();
        Map<List<Backend>, Integer> healthyIds = new HashMap<>();
        for (LoadBalancingRule rule : config.rules()) {
            IpFamily family = rule.frontend().address().family();
            Map<Boolean, List<Backend>> byHealth = config.pool(rule.backend().pool()).stream()
                    .filter(backend -> backend.findAddress(family).isPresent())
                    .collect(
                            Collectors.partitioningBy(backend -> config.health().isUp(rule, backend)));
            List<Backend> healthy = byHealth.getOrDefault(true, List.of());
            int healthyId = healthyIds.computeIfAbsent(healthy, list -> healthyIds.size());
            pools.put(
                    new Key(rule.protocol(), rule.frontend()),
                    new BackendPool(rule, healthy, byHealth.getOrDefault(false, List.of()), healthyId));
        }
        return pools;
    }

    /**
     * What selects a rule.
     *
     * @param protocol the transport
     * @param frontend address and port; port 0 for every port
     */
    record Key(RuleProtocol protocol, TransportAddress frontend) {}

    /** Names for a sentence, cut off where nobody reads on. */
    static String names(List<Backend> backends) {
        List<String> names =
                backends.stream().limit(SHOWN_NAMES).map(Backend::nic).toList();
        int more = backends.size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
