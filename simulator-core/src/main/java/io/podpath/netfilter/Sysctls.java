package io.podpath.netfilter;

/**
 * The kernel settings that decide packets' paths.
 *
 * @param ipForward {@code net.ipv4.ip_forward}
 * @param rpFilter {@code net.ipv4.conf.all.rp_filter}: 0 off, 1 strict, 2 loose
 * @param routeLocalnet {@code net.ipv4.conf.all.route_localnet}
 */
public record Sysctls(boolean ipForward, int rpFilter, boolean routeLocalnet) {

    /** A plain Linux machine: no forwarding, no reverse-path filter. */
    public static final Sysctls HOST = new Sysctls(false, 0, false);

    /**
     * A Linux machine that routes for others and does nothing more. The reverse-path filter is off, since a router with
     * one interface gets every packet on the right one.
     */
    public static final Sysctls ROUTER = new Sysctls(true, 0, false);

    /**
     * A node of AKS: forwards, strict reverse-path filter, and localhost node ports.
     *
     * <p><i>Source:</i> Azure/AgentBaker {@code sysctl-d-60-CIS.conf}; kube-proxy sets route_localnet.
     */
    public static final Sysctls AKS_NODE = new Sysctls(true, 1, true);

    /** The same settings with another {@code route_localnet}. */
    public Sysctls withRouteLocalnet(boolean newRouteLocalnet) {
        return new Sysctls(ipForward, rpFilter, newRouteLocalnet);
    }

    public Sysctls {
        if (rpFilter < 0 || rpFilter > 2) {
            throw new IllegalArgumentException("rp_filter is 0, 1 or 2, not " + rpFilter);
        }
    }
}
