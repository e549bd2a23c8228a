package io.podpath.azure.resource;

import java.util.List;

/**
 * A private DNS zone as declared.
 *
 * <p><i>Source:</i> Azure docs, What is a private Azure DNS zone; Virtual network links.
 *
 * @param name the zone, for example {@code privatelink.blob.core.windows.net}
 * @param virtualNetworks names of the virtual networks linked to it; only machines in these can resolve it
 * @param records its records
 */
public record PrivateDnsZoneSpec(String name, List<String> virtualNetworks, List<DnsRecord> records)
        implements AzureResource {

    public PrivateDnsZoneSpec {
        virtualNetworks = List.copyOf(virtualNetworks);
        records = List.copyOf(records);
    }
}
