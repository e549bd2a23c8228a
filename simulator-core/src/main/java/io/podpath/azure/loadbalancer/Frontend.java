package io.podpath.azure.loadbalancer;

import io.podpath.model.IpAddress;

/**
 * A frontend of a load balancer.
 *
 * @param name its name
 * @param address a public address, or one of a subnet
 * @param scope which of the two
 */
public record Frontend(String name, IpAddress address, Scope scope) {

    /** From where a frontend is reached. */
    public enum Scope {
        /** From the internet. */
        PUBLIC,
        /** From the virtual network and what is connected to it. */
        INTERNAL
    }
}
