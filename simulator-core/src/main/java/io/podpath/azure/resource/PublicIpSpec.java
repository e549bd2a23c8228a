package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A public address as a resource of its own, which load balancers and Services name.
 *
 * <p><i>Source:</i> Azure docs, Public IP addresses.
 *
 * @param name its name
 * @param address the address
 * @param zones the zones it is announced from: all for zone-redundant, one for zonal; a value only
 * @param dnsLabel the label of its name under cloudapp.azure.com, or empty
 */
public record PublicIpSpec(String name, IpAddress address, List<String> zones, String dnsLabel)
        implements AzureResource {

    public PublicIpSpec {
        zones = List.copyOf(zones);
    }

    /** An address without zones and label. */
    public static PublicIpSpec of(String name, IpAddress address) {
        return new PublicIpSpec(name, address, List.of(), "");
    }
}
