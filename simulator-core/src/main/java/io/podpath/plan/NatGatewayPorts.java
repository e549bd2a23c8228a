package io.podpath.plan;

/**
 * Source ports of a NAT gateway: one store for all machines behind it, given out on demand, so no node has a share and
 * none falls when the pool grows.
 *
 * <p><i>Source:</i> azure-docs, NAT gateway resource; fact NATGW-PORTS.
 *
 * @param publicIps its public addresses, 1 to 16
 */
public record NatGatewayPorts(int publicIps) {

    private static final int PORTS_PER_IP = 64_512;
    private static final int FLOWS_PER_IP_TO_ONE_DESTINATION = 50_000;

    /** All ports. */
    public long ports() {
        return (long) PORTS_PER_IP * publicIps;
    }

    /** Connections to one destination address, port and protocol at a time. */
    public long flowsToOneDestination() {
        return (long) FLOWS_PER_IP_TO_ONE_DESTINATION * publicIps;
    }

    /** What an even share of the ports would be. */
    public long evenShare(int nodes) {
        return ports() / Math.max(1, nodes);
    }
}
