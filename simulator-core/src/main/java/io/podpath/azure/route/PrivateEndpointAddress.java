package io.podpath.azure.route;

import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;

/**
 * A private endpoint as routes see it.
 *
 * @param network the virtual network it is in
 * @param address its address
 * @param networkPrefix the range of that network which holds the address
 * @param policies the network policies of its subnet
 */
public record PrivateEndpointAddress(
        String network, IpAddress address, Cidr networkPrefix, PrivateEndpointPolicies policies) {

    /**
     * Whether a user-defined route for this prefix takes the place of the endpoint's own route: its subnet has network
     * policies for route tables, and the prefix is no wider than the range of the network.
     *
     * <p><i>Source:</i> Azure docs, Manage network policies for private endpoints.
     */
    boolean givesWayTo(Cidr userPrefix) {
        return policies.coverRouteTables()
                && userPrefix.contains(address)
                && userPrefix.prefixLength() >= networkPrefix.prefixLength();
    }
}
