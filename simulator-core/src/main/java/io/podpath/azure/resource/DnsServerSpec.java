package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * A machine of one's own that answers DNS.
 *
 * @param name the virtual machine it runs on
 * @param records what it knows itself, with full names
 * @param forwarders whom it asks for everything else; empty to refuse it
 */
public record DnsServerSpec(String name, List<DnsRecord> records, List<IpAddress> forwarders) implements AzureResource {

    public DnsServerSpec {
        records = List.copyOf(records);
        forwarders = List.copyOf(forwarders);
    }
}
