package io.podpath.azure.loadbalancer;

import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which backend each flow, and with source IP affinity each client, was sent to; it stands for the hash of the real
 * load balancer, which gives the same answer for the same packet as long as the pool does not change.
 */
final class LoadBalancerSessions {

    private final Map<FiveTuple, Session> byArrived = new HashMap<>();
    private final Map<FiveTuple, Session> byDelivered = new HashMap<>();
    private final Map<Affinity, Backend> byClient = new HashMap<>();

    /**
     * A flow.
     *
     * @param arrived its tuple before the load balancer
     * @param delivered its tuple behind it
     * @param backend where it goes
     * @param rule the rule it follows
     */
    record Session(FiveTuple arrived, FiveTuple delivered, Backend backend, LoadBalancingRule rule) {}

    /** What a two-tuple hash hashes; rules with other healthy backends hash over another list. */
    private record Affinity(IpAddress client, IpAddress frontend, int healthyId) {}

    Optional<Session> findArrived(FiveTuple tuple) {
        return Optional.ofNullable(byArrived.get(tuple));
    }

    Optional<Session> findDelivered(FiveTuple tuple) {
        return Optional.ofNullable(byDelivered.get(tuple));
    }

    Optional<Backend> findAffinity(FiveTuple tuple, int healthyId) {
        return Optional.ofNullable(byClient.get(affinity(tuple, healthyId)));
    }

    void open(Session session, int healthyId) {
        byArrived.put(session.arrived(), session);
        byDelivered.put(session.delivered(), session);
        if (session.rule().distribution() == LoadBalancingRule.Distribution.SOURCE_IP) {
            byClient.put(affinity(session.arrived(), healthyId), session.backend());
        }
    }

    private static Affinity affinity(FiveTuple tuple, int healthyId) {
        return new Affinity(tuple.source().address(), tuple.destination().address(), healthyId);
    }
}
