package io.podpath.plan;

import io.podpath.model.Cidr;

/**
 * A subnet and the addresses in it that are spoken for.
 *
 * <p>Azure keeps the first four addresses of every subnet (network, gateway, two for DNS) and the last one.
 *
 * <p><i>Source:</i> aks-docs, Azure CNI Overlay overview, IP address planning; fact ADDR-RESERVED-FIVE.
 *
 * @param name its name, for example {@code aks-vnet/nodes}
 * @param prefix its range
 * @param taken addresses of others in it: machines, frontends of internal load balancers, private endpoints
 */
public record PlannedSubnet(String name, Cidr prefix, long taken) {

    /** The addresses of every subnet that Azure keeps. */
    public static final int RESERVED = 5;

    private static final int SMALLEST_PREFIX = 29;

    /** A subnet that holds nothing yet. */
    public static PlannedSubnet of(String name, Cidr prefix) {
        return new PlannedSubnet(name, prefix, 0);
    }

    /** The addresses that machines and pods can have. */
    public static long usable(Cidr prefix) {
        return Math.max(0, prefix.size() - RESERVED);
    }

    /** The longest prefix whose subnet has this many usable addresses; a subnet is a /29 at least. */
    public static int prefixLengthFor(long addresses) {
        int length = SMALLEST_PREFIX;
        while (length > 0 && (1L << (32 - length)) - RESERVED < addresses) {
            length--;
        }
        return length;
    }

    /** The addresses that machines and pods can have. */
    public long usable() {
        return usable(prefix);
    }

    /** What is left of them for the cluster. */
    public long free() {
        return Math.max(0, usable() - taken);
    }
}
