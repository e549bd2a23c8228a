package io.podpath.assembly;

import io.podpath.azure.loadbalancer.LoadBalancerConfig;

/**
 * A load balancer and the virtual network its backends are in.
 *
 * @param network the name of the network
 * @param config what it is built from
 */
record PlacedLoadBalancer(String network, LoadBalancerConfig config) {

    /** The name of its element. */
    String element() {
        return elementOf(config.name());
    }

    static String elementOf(String name) {
        return "load-balancer/" + name;
    }
}
