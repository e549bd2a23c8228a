package io.podpath.aks;

/**
 * Where a cluster's API server answers.
 *
 * <p><i>Source:</i> Azure docs, Create a private AKS cluster; API Server VNet Integration; fact AKS-API-SERVER-ENDPOINT.
 */
public enum ApiServerAccess {
    /** At a public address, which is the default. */
    PUBLIC,
    /** At an address of the virtual network: a private endpoint, or a load balancer of a delegated subnet. */
    PRIVATE
}
