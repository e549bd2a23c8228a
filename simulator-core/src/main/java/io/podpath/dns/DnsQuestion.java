package io.podpath.dns;

import io.podpath.model.IpAddress;
import java.util.List;

/**
 * What a query asks: a name and a type of record.
 *
 * @param name the full name
 * @param type the record asked for
 */
public record DnsQuestion(String name, RecordType type) {

    /** The same record of another name, for who follows an alias. */
    public DnsQuestion of(String otherName) {
        return new DnsQuestion(otherName, type);
    }

    /** Those of a name's addresses that answer the question. */
    public List<IpAddress> fitting(List<IpAddress> addresses) {
        return addresses.stream()
                .filter(address -> address.family() == type.family())
                .toList();
    }

    /** As {@code dig} takes it. */
    @Override
    public String toString() {
        return name + " " + type;
    }
}
