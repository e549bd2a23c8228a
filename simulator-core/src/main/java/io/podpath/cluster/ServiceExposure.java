package io.podpath.cluster;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;

/**
 * How a Service is reached from outside the cluster.
 *
 * @param externalIps addresses that some router outside sends to the nodes
 * @param loadBalancerIngress frontend addresses; empty until allocated
 * @param loadBalancerSourceRanges who may use the frontend addresses; empty for everybody
 * @param externalTrafficPolicy which endpoints outside traffic may use
 * @param healthCheckNodePort the port that tells load balancers about local endpoints, or 0
 */
public record ServiceExposure(
        List<IpAddress> externalIps,
        List<LoadBalancerIngress> loadBalancerIngress,
        List<Cidr> loadBalancerSourceRanges,
        TrafficPolicy externalTrafficPolicy,
        int healthCheckNodePort) {

    /** Not reachable from outside. */
    public static final ServiceExposure NONE =
            new ServiceExposure(List.of(), List.of(), List.of(), TrafficPolicy.CLUSTER, 0);

    public ServiceExposure {
        externalIps = List.copyOf(externalIps);
        loadBalancerIngress = List.copyOf(loadBalancerIngress);
        loadBalancerSourceRanges = List.copyOf(loadBalancerSourceRanges);
    }
}
