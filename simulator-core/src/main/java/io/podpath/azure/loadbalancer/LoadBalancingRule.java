package io.podpath.azure.loadbalancer;

import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;

/**
 * A rule of a load balancer.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; Floating IP; Distribution modes.
 *
 * @param name unique in its load balancer
 * @param protocol TCP or UDP
 * @param frontend the frontend's address and port
 * @param backendPort the port at the backend; with floating IP the same as the frontend's
 * @param floatingIp whether packets keep the frontend as destination
 * @param distribution what is hashed
 */
public record LoadBalancingRule(
        String name,
        Protocol protocol,
        TransportAddress frontend,
        int backendPort,
        FloatingIp floatingIp,
        Distribution distribution) {

    /** The rule that the AKS cloud provider writes for a Service port. */
    public static LoadBalancingRule floating(String name, Protocol protocol, TransportAddress frontend) {
        return new LoadBalancingRule(
                name, protocol, frontend, frontend.port(), FloatingIp.ENABLED, Distribution.FIVE_TUPLE);
    }

    /** The rule when the Service disables floating IP: the backend port is the node port. */
    public static LoadBalancingRule translating(
            String name, Protocol protocol, TransportAddress frontend, int nodePort) {
        return new LoadBalancingRule(name, protocol, frontend, nodePort, FloatingIp.DISABLED, Distribution.FIVE_TUPLE);
    }

    /** The rule with session affinity to the client's address. */
    public LoadBalancingRule withSourceIpAffinity() {
        return new LoadBalancingRule(name, protocol, frontend, backendPort, floatingIp, Distribution.SOURCE_IP);
    }

    /** For example {@code TCP 20.0.0.4:80 -> port 80, floating IP, 5-tuple hash}. */
    @Override
    public String toString() {
        return protocol + " " + frontend + " -> port " + backendPort
                + (floatingIp == FloatingIp.ENABLED ? ", floating IP, " : ", ") + distribution.text();
    }

    /** Whether packets keep the frontend as destination (direct server return). */
    public enum FloatingIp {
        ENABLED,
        DISABLED
    }

    /** What decides which backend gets a flow. */
    public enum Distribution {
        /** Protocol, addresses and ports: each flow for itself. */
        FIVE_TUPLE("5-tuple hash"),
        /** Source and destination address: all flows of a client go to one backend. */
        SOURCE_IP("2-tuple hash (source IP affinity)");

        private final String text;

        Distribution(String text) {
            this.text = text;
        }

        /** Plain words. */
        public String text() {
            return text;
        }
    }
}
