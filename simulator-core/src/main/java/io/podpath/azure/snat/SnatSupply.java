package io.podpath.azure.snat;

/**
 * How many source ports one public address has.
 *
 * @param firstPort the lowest port given out; Azure publishes how many ports there are, not which
 * @param portsPerAddress how many ports
 * @param flowsPerDestination how many flows may go to one destination address and port at a time
 */
public record SnatSupply(int firstPort, int portsPerAddress, int flowsPerDestination) {

    private static final int FIRST_PORT = 1_024;
    private static final int NAT_GATEWAY_PORTS = 64_512;
    private static final int NAT_GATEWAY_FLOWS_TO_ONE_DESTINATION = 50_000;
    private static final int FIREWALL_PORTS_PER_INSTANCE = 2_496;

    /**
     * An address of a NAT gateway.
     *
     * <p><i>Source:</i> Azure docs, Azure NAT Gateway resource, sections SNAT ports and Performance.
     */
    public static final SnatSupply NAT_GATEWAY =
            new SnatSupply(FIRST_PORT, NAT_GATEWAY_PORTS, NAT_GATEWAY_FLOWS_TO_ONE_DESTINATION);

    public SnatSupply {
        if (firstPort < 1 || portsPerAddress < 1 || flowsPerDestination < 1) {
            throw new IllegalArgumentException("ports and flows are counted from 1");
        }
    }

    /**
     * An address of an Azure Firewall.
     *
     * <p><i>Source:</i> Azure docs, Scale SNAT ports with Azure NAT Gateway: 2,496 ports for each address and instance.
     *
     * @param instances how many instances the firewall has; Azure starts with two
     */
    public static SnatSupply firewall(int instances) {
        int ports = FIREWALL_PORTS_PER_INSTANCE * instances;
        return new SnatSupply(FIRST_PORT, ports, ports);
    }

    /** The most flows one address can have to one destination address and port. */
    public int capacity() {
        return Math.min(portsPerAddress, flowsPerDestination);
    }
}
