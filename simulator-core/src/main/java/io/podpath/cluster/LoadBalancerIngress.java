package io.podpath.cluster;

import io.podpath.model.IpAddress;

/**
 * An address in the status of a LoadBalancer Service.
 *
 * @param ip the frontend address
 * @param proxyMode true for {@code ipMode: Proxy}: the nodes must not capture the address
 */
public record LoadBalancerIngress(IpAddress ip, boolean proxyMode) {}
