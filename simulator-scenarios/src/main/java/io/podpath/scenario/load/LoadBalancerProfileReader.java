package io.podpath.scenario.load;

import io.podpath.aks.LoadBalancerProfile;
import io.podpath.aks.LoadBalancerProfile.BackendPoolType;
import io.podpath.azure.provider.ServiceProbes;
import io.podpath.azure.resource.IdleTimeout;
import java.util.Map;

/**
 * Reads the flags about a cluster's load balancers.
 *
 * <p><i>Source:</i> Azure docs, az aks create.
 */
final class LoadBalancerProfileReader {

    private static final Map<String, BackendPoolType> POOL_TYPES =
            Choices.of(BackendPoolType.values(), BackendPoolType::text);
    private static final Map<String, ServiceProbes.Mode> PROBE_MODES =
            Choices.of(ServiceProbes.Mode.values(), ServiceProbes.Mode::text);

    private LoadBalancerProfileReader() {}

    static LoadBalancerProfile read(Fields flags) {
        LoadBalancerProfile absent = LoadBalancerProfile.DEFAULT;
        int idleMinutes = flags.integer(
                "loadBalancerIdleTimeout",
                IdleTimeout.LEAST_MINUTES,
                IdleTimeout.MOST_MINUTES,
                absent.outboundIdle().minutes());
        return new LoadBalancerProfile(
                flags.choice("loadBalancerBackendPoolType", POOL_TYPES).orElse(absent.backendPoolType()),
                flags.choice("clusterServiceLoadBalancerHealthProbeMode", PROBE_MODES)
                        .orElse(absent.probeMode()),
                new IdleTimeout(idleMinutes, IdleTimeout.AtExpiry.RESET));
    }
}
