package io.podpath.ipvs;

import io.podpath.model.TransportAddress;

/**
 * A server behind a virtual server, reached by rewriting the destination (forwarding method {@code Masq}, the only one
 * kube-proxy uses).
 *
 * @param address its address and port
 * @param weight its share of new connections; 0 gets none
 */
public record RealServer(TransportAddress address, int weight) {

    public RealServer {
        if (weight < 0) {
            throw new IllegalArgumentException("weight " + weight + " of " + address + " is negative");
        }
    }

    /** A server as kube-proxy adds it: weight 1. */
    public static RealServer of(TransportAddress address) {
        return new RealServer(address, 1);
    }

    /** Whether it gets new connections. */
    public boolean isAvailable() {
        return weight > 0;
    }
}
