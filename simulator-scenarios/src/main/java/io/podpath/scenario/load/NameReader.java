package io.podpath.scenario.load;

import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.DnsServerSpec;
import io.podpath.azure.resource.PrivateDnsZoneSpec;
import io.podpath.azure.resource.PublicDnsNameSpec;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who knows which DNS names: private zones, names of the internet, name servers of one's own. */
final class NameReader {

    private final Problems problems;
    private final Locations locations;

    NameReader(Problems problems, Locations locations) {
        this.problems = problems;
        this.locations = locations;
    }

    Optional<PrivateDnsZoneSpec> zone(Fields zone) {
        Optional<String> name = zone.required("name");
        name.ifPresent(found -> note("privateDnsZone", found, zone, "virtualNetworks"));
        List<DnsRecord> records = records(zone);
        return name.map(found -> new PrivateDnsZoneSpec(found, zone.texts("virtualNetworks"), records));
    }

    Optional<PublicDnsNameSpec> publicName(Fields fields) {
        Optional<String> name = fields.required("name");
        Optional<DnsRecord> record = record(fields);
        return name.isPresent() && record.isPresent()
                ? Optional.of(new PublicDnsNameSpec(name.get(), record.get()))
                : Optional.empty();
    }

    Optional<DnsServerSpec> server(Fields server) {
        Optional<String> machine = server.required("vm");
        machine.ifPresent(found -> note("dnsServer", found, server, "vm"));
        List<DnsRecord> records = records(server);
        List<IpAddress> forwarders = server.list("forwarders", server.values()::address);
        return machine.map(found -> new DnsServerSpec(found, records, forwarders));
    }

    private void note(String kind, String name, Fields fields, String part) {
        Subject subject = Subject.azure(kind, name);
        locations.put(subject, fields.at(fields.has("name") ? "name" : part));
        locations.put(subject.part(part), fields.at(part));
    }

    private List<DnsRecord> records(Fields fields) {
        List<DnsRecord> records = new ArrayList<>();
        fields.objects("records").forEach(record -> record(record).ifPresent(records::add));
        return records;
    }

    private Optional<DnsRecord> record(Fields record) {
        Optional<String> name = record.required("name");
        List<IpAddress> addresses = record.list("addresses", record.values()::address);
        Optional<String> alias = record.text("alias");
        if (record.has("addresses") == record.has("alias")) {
            problems.error(record.at("name"), "a DNS name has either 'addresses' or an 'alias'");
            return Optional.empty();
        }
        boolean usable = name.isPresent() && addresses.isEmpty() == alias.isPresent();
        return usable ? Optional.of(new DnsRecord(name.get(), addresses, alias.orElse(null))) : Optional.empty();
    }
}
