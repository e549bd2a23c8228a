package io.podpath.azure.provider;

import io.podpath.azure.resource.IdleTimeout;
import java.util.Map;

/**
 * The idle timeout of a Service's rules.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go}
 * getExpectedLoadBalancingRulePropertiesForPort. The code takes up to 100 minutes, the documents of AKS up to 30.
 */
public final class ServiceIdleTimeout {

    private static final int MOST_MINUTES = 100;

    private ServiceIdleTimeout() {}

    /**
     * What the annotations say.
     *
     * @throws IllegalArgumentException if the provider refuses it
     */
    public static IdleTimeout of(Map<String, String> annotations) {
        ServiceAnnotation key = ServiceAnnotation.TCP_IDLE_TIMEOUT;
        int minutes = key.findIn(annotations)
                .map(text -> ServiceProbes.number(text, key.key(), IdleTimeout.LEAST_MINUTES))
                .orElse(IdleTimeout.LEAST_MINUTES);
        if (minutes > MOST_MINUTES) {
            throw new IllegalArgumentException(key.key() + " is " + minutes + ", at most 100 minutes are possible");
        }
        return new IdleTimeout(
                minutes,
                ServiceAnnotation.DISABLE_TCP_RESET.isTrueIn(annotations)
                        ? IdleTimeout.AtExpiry.SILENCE
                        : IdleTimeout.AtExpiry.RESET);
    }
}
