package io.podpath.kubeproxy;

import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.List;

/**
 * A service port as one proxier sees it: everything in one address family, and only what it acts on.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/serviceport.go}.
 *
 * @param name the service port
 * @param clusterIp cluster IP and port
 * @param nodePort the port on every node, or 0
 * @param external where else it is reached
 * @param policies which endpoints it may use
 * @param affinityTimeoutSeconds how long a client keeps its endpoint, or 0 for no affinity
 */
public record ServicePortInfo(
        ServicePortName name,
        TransportAddress clusterIp,
        int nodePort,
        External external,
        Policies policies,
        int affinityTimeoutSeconds) {

    /**
     * Addresses other than the cluster IP.
     *
     * @param externalIps addresses that some router outside sends to the nodes
     * @param loadBalancerVips load balancer addresses that the nodes capture
     * @param sourceRanges who may use the load balancer addresses; empty for everybody
     * @param healthCheckNodePort the port that tells about local endpoints, or 0
     */
    public record External(
            List<IpAddress> externalIps,
            List<IpAddress> loadBalancerVips,
            List<Cidr> sourceRanges,
            int healthCheckNodePort) {

        public External {
            externalIps = List.copyOf(externalIps);
            loadBalancerVips = List.copyOf(loadBalancerVips);
            sourceRanges = List.copyOf(sourceRanges);
        }
    }

    /**
     * The traffic policies that take effect.
     *
     * @param internal for the cluster IP
     * @param external for everything else
     */
    public record Policies(TrafficPolicy internal, TrafficPolicy external) {

        /** Whether only local endpoints may serve the cluster IP. */
        public boolean isInternalLocal() {
            return internal == TrafficPolicy.LOCAL;
        }

        /** Whether only local endpoints may serve traffic from outside. */
        public boolean isExternalLocal() {
            return external == TrafficPolicy.LOCAL;
        }
    }

    /** Whether it has any address besides the cluster IP. */
    public boolean isExternallyAccessible() {
        return nodePort != 0 || !external.loadBalancerVips.isEmpty() || !external.externalIps.isEmpty();
    }

    /** Whether it uses endpoints of the whole cluster; with external addresses always, for pods that short-circuit. */
    public boolean usesClusterEndpoints() {
        return !policies.isInternalLocal() || isExternallyAccessible();
    }

    /** Whether it uses endpoints of the node alone. */
    public boolean usesLocalEndpoints() {
        return policies.isInternalLocal() || (policies.isExternalLocal() && isExternallyAccessible());
    }

    /** Whether clients keep their endpoint. */
    public boolean hasAffinity() {
        return affinityTimeoutSeconds > 0;
    }
}
