package io.podpath.kubeproxy;

import io.podpath.cluster.EndpointSlice;
import io.podpath.model.TransportAddress;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a service port.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/endpoint.go}.
 *
 * @param address its address and port
 * @param conditions its state
 * @param nodeName the node it is on, if known
 * @param hints where it should be used from
 */
public record EndpointInfo(
        TransportAddress address,
        EndpointSlice.Conditions conditions,
        @Nullable String nodeName,
        EndpointSlice.Hints hints) {

    /** Gets new connections. */
    public boolean isReady() {
        return conditions.ready();
    }

    /** Answers, whether or not it is being deleted. */
    public boolean isServing() {
        return conditions.serving();
    }

    /** Is being deleted but still answers: the fallback where nothing is ready. */
    public boolean isServingAndTerminating() {
        return conditions.serving() && conditions.terminating();
    }

    /** Whether it is on this node; an endpoint without a node never is. */
    public boolean isOn(String node) {
        return node.equals(nodeName);
    }
}
