package io.podpath.azure.loadbalancer;

import io.podpath.azure.resource.LoadDistribution;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    record Session(FiveTuple arrived, FiveTuple delivered, Backend backend, LoadBalancingRule rule) {

        boolean isTranslated() {
            return !arrived.equals(delivered);
        }
    }

    /** What the hash of a client hashes; rules with other healthy backends hash over another list. */
    private record Affinity(
            IpAddress client, IpAddress frontend, @Nullable Protocol protocol, int healthyId) {}

    Optional<Session> findArrived(FiveTuple tuple) {
        return Optional.ofNullable(byArrived.get(tuple));
    }

    Optional<Session> findDelivered(FiveTuple tuple) {
        return Optional.ofNullable(byDelivered.get(tuple));
    }

    /** The backend a client keeps, if the rule lets clients keep theirs. */
    Optional<Backend> findAffinity(FiveTuple tuple, BackendPool pool) {
        return pool.rule().distribution().keepsClient()
                ? Optional.ofNullable(byClient.get(affinity(tuple, pool)))
                : Optional.empty();
    }

    void open(Session session, BackendPool pool) {
        byArrived.put(session.arrived(), session);
        byDelivered.put(session.delivered(), session);
        if (session.rule().distribution().keepsClient()) {
            byClient.put(affinity(session.arrived(), pool), session.backend());
        }
    }

    private static Affinity affinity(FiveTuple tuple, BackendPool pool) {
        boolean hashesProtocol = pool.rule().distribution() == LoadDistribution.SOURCE_IP_PROTOCOL;
        return new Affinity(
                tuple.source().address(),
                tuple.destination().address(),
                hashesProtocol ? tuple.protocol() : null,
                pool.healthyId());
    }
}
