package io.podpath.aks;

import io.podpath.azure.provider.ServiceProbes;
import io.podpath.azure.resource.IdleTimeout;

/**
 * The load balancer profile of a cluster.
 *
 * <p><i>Source:</i> Azure docs, Configure your public standard load balancer in AKS; az aks create.
 *
 * @param backendPoolType {@code --load-balancer-backend-pool-type}
 * @param probeMode {@code --cluster-service-load-balancer-health-probe-mode}
 * @param outboundIdle {@code --load-balancer-idle-timeout}, of the outbound rule
 */
public record LoadBalancerProfile(
        BackendPoolType backendPoolType, ServiceProbes.Mode probeMode, IdleTimeout outboundIdle) {

    /** What AKS takes unless told otherwise. */
    public static final LoadBalancerProfile DEFAULT = new LoadBalancerProfile(
            BackendPoolType.NODE_IP_CONFIGURATION, ServiceProbes.Mode.SERVICE_NODE_PORT, IdleTimeout.OF_AKS_OUTBOUND);

    /**
     * How the pools of a cluster's load balancers name their members. Packets take the same way with each; pools of
     * addresses are updated faster and cannot have private link services.
     */
    public enum BackendPoolType {
        /** By NICs. */
        NODE_IP_CONFIGURATION("nodeIPConfiguration"),
        /** By the addresses of nodes. */
        NODE_IP("nodeIP"),
        /** By the addresses of pods (preview); podpath does not walk it. */
        POD_IP("podIP");

        private final String text;

        BackendPoolType(String text) {
            this.text = text;
        }

        /** AKS's spelling. */
        public String text() {
            return text;
        }
    }
}
