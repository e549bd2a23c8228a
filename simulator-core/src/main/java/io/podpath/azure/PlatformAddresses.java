package io.podpath.azure;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;

/**
 * The two addresses behind which the host of a virtual machine answers, the same in every region and virtual network.
 *
 * <p><i>Source:</i> Azure docs, What is IP address 168.63.129.16; Azure Instance Metadata Service.
 */
public final class PlatformAddresses {

    /** The virtual public address of the host: DHCP, DNS, health probes, guest agent. */
    public static final IpAddress HOST = IpAddress.parse("168.63.129.16");

    /** The instance metadata service (IMDS). */
    public static final IpAddress METADATA = IpAddress.parse("169.254.169.254");

    /**
     * The fabric as a router of IPv6: the next hop of every machine's default route, the gateway that Azure CNI gives to
     * pods, and the source of health probes to IPv6 backends.
     *
     * <p><i>Source:</i> Azure/azure-container-networking {@code network/transparent_endpointclient_linux.go}, {@code
     * virtualv6GwString}; Azure docs, Load Balancer health probes.
     */
    public static final IpAddress IPV6_GATEWAY = IpAddress.parse("fe80::1234:5678:9abc");

    private PlatformAddresses() {}

    /** Where health probes to a backend of this family come from. */
    public static IpAddress probeSource(IpFamily family) {
        return family == IpFamily.IPV4 ? HOST : IPV6_GATEWAY;
    }

    /** Whether health probes come from the address. */
    public static boolean isProbeSource(IpAddress address) {
        return address.equals(HOST) || address.equals(IPV6_GATEWAY);
    }

    /** Whether the address is one of the two. */
    public static boolean contains(IpAddress address) {
        return address.equals(HOST) || address.equals(METADATA);
    }
}
