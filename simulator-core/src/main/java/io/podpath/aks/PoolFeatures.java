package io.podpath.aks;

import io.podpath.cluster.LocalDnsProfile;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a pool are and run beside pods.
 *
 * @param osSku {@code --os-sku} of its nodes; empty for Ubuntu, the default
 * @param localDns LocalDNS on its nodes, if it runs there
 * @param gatewayPrefixSize the size of the public prefixes of a gateway pool; none for a pool that runs pods
 */
public record PoolFeatures(
        String osSku,
        @Nullable LocalDnsProfile localDns,
        @Nullable Integer gatewayPrefixSize) {

    /** Ubuntu, without LocalDNS, for pods. */
    public static final PoolFeatures DEFAULT = new PoolFeatures("", null, null);
}
