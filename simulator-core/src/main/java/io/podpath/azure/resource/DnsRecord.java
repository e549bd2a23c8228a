package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a DNS zone: addresses, or another name.
 *
 * @param name relative to the zone; {@code @} for the zone itself, {@code *} for every name that has no record
 * @param addresses A and AAAA records
 * @param alias the target of a CNAME record, if it is one
 */
public record DnsRecord(
        String name, List<IpAddress> addresses, @Nullable String alias) {

    public DnsRecord {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() == (alias == null)) {
            throw new IllegalArgumentException("record " + name + " has either addresses or an alias");
        }
    }

    /** The target of a CNAME record. */
    public Optional<String> findAlias() {
        return Optional.ofNullable(alias);
    }
}
