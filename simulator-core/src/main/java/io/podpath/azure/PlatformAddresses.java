package io.podpath.azure;

import io.podpath.model.IpAddress;

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

    private PlatformAddresses() {}

    /** Whether the address is one of the two. */
    public static boolean contains(IpAddress address) {
        return address.equals(HOST) || address.equals(METADATA);
    }
}
