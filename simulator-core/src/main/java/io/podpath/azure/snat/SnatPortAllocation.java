package io.podpath.azure.snat;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Optional;

/**
 * Which source ports of which outbound address belong to which backend.
 *
 * <p>Azure documents how many ports a backend gets, not which. The numbering is podpath's own: 64,000 ports from 1024
 * upwards of each address are cut into slices of equal size, and backends take them in the order of the pool, the first
 * address first.
 *
 * <p><i>Source:</i> Azure docs, Use SNAT for outbound connections, section Preallocated ports.
 *
 * @param addresses the outbound addresses, at least one
 * @param portsPerBackend the size of a slice, a multiple of 8
 */
public record SnatPortAllocation(List<IpAddress> addresses, int portsPerBackend) {

    /** Ports of one address that can be given away. */
    public static final int PORTS_PER_ADDRESS = 64_000;

    /** Ports are given and taken in groups of this size. */
    public static final int GRANULE = 8;

    private static final int FIRST_PORT = 1_024;

    public SnatPortAllocation {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || portsPerBackend <= 0 || portsPerBackend % GRANULE != 0) {
            throw new IllegalArgumentException(
                    "needs an address and a positive multiple of 8 ports, not " + portsPerBackend);
        }
    }

    /** The family of the outbound addresses. */
    public IpFamily family() {
        return addresses.get(0).family();
    }

    /** The allocation Azure chooses for a pool of this size. */
    public static SnatPortAllocation automatic(List<IpAddress> addresses, int poolSize) {
        return new SnatPortAllocation(addresses, automaticPorts(poolSize));
    }

    /**
     * The allocation of an AKS cluster.
     *
     * @param addresses the outbound addresses
     * @param allocatedOutboundPorts the flag of that name, 0 to leave the choice to Azure
     * @param poolSize how many backends there are
     */
    public static SnatPortAllocation of(List<IpAddress> addresses, int allocatedOutboundPorts, int poolSize) {
        return allocatedOutboundPorts == 0
                ? automatic(addresses, poolSize)
                : new SnatPortAllocation(addresses, allocatedOutboundPorts);
    }

    /**
     * How many ports Azure gives each backend by itself. The documented table ends at 1,000 backends; larger pools keep
     * its last value here.
     */
    public static int automaticPorts(int poolSize) {
        if (poolSize <= 50) {
            return 1_024;
        }
        if (poolSize <= 100) {
            return 512;
        }
        if (poolSize <= 200) {
            return 256;
        }
        if (poolSize <= 400) {
            return 128;
        }
        return poolSize <= 800 ? 64 : 32;
    }

    /** The slice of the backend at this place of the pool, or nothing if the ports do not reach that far. */
    public Optional<Slice> find(int backendIndex) {
        int slicesPerAddress = PORTS_PER_ADDRESS / portsPerBackend;
        int addressIndex = slicesPerAddress == 0 ? addresses.size() : backendIndex / slicesPerAddress;
        if (addressIndex >= addresses.size()) {
            return Optional.empty();
        }
        int firstPort = FIRST_PORT + backendIndex % slicesPerAddress * portsPerBackend;
        return Optional.of(new Slice(addresses.get(addressIndex), firstPort, portsPerBackend));
    }

    /**
     * The ports of one backend.
     *
     * @param address the outbound address
     * @param firstPort the lowest port
     * @param portCount how many
     */
    public record Slice(IpAddress address, int firstPort, int portCount) {

        @Override
        public String toString() {
            return "ports " + firstPort + "-" + (firstPort + portCount - 1) + " of " + address;
        }
    }
}
