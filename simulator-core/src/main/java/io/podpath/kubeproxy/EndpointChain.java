package io.podpath.kubeproxy;

import io.podpath.model.TransportAddress;
import io.podpath.netfilter.Chain;

/**
 * An endpoint with its chain, which is the same on every node.
 *
 * @param address the endpoint
 * @param chain its chain
 */
record EndpointChain(TransportAddress address, Chain chain) {

    String name() {
        return chain.name();
    }
}
