package io.podpath.azure.resource;

/**
 * Whether packets of a load balancing rule keep the frontend as destination.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer Floating IP configuration.
 */
public enum FloatingIp {
    /** They keep it: the backend has to answer for the frontend's address (direct server return). */
    ENABLED,
    /** They get the address of the backend and the backend port as destination. */
    DISABLED
}
