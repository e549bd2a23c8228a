package io.podpath.kubeproxy;

import io.podpath.nftables.NftChain;

/**
 * An endpoint with its chain and its set, the same on every node.
 *
 * @param chain marks hairpin traffic, remembers the client if need be, translates
 * @param affinitySet the name of the set of its clients
 */
record NftEndpoint(NftChain chain, String affinitySet) {

    String name() {
        return chain.name();
    }
}
