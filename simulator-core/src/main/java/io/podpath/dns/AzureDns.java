package io.podpath.dns;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.InternetHost;
import io.podpath.azure.resource.PrivateDnsZoneSpec;
import io.podpath.azure.resource.PublicDnsNameSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What 168.63.129.16 answers in a virtual network: private zones linked to the network, then the public internet as far
 * as the scenario declares it.
 *
 * <p>The linked zone with the longest name decides alone: a name it does not have does not exist, even if the internet
 * knows it. An alias is followed by the server itself.
 *
 * <p><i>Does not model:</i> names of machines under {@code internal.cloudapp.net}, autoregistration, DNS Private Resolver,
 * a link's fallback to the internet.
 *
 * <p><i>Source:</i> Azure docs, Name resolution for resources in Azure virtual networks; What is a private Azure DNS zone.
 */
public final class AzureDns {

    private static final int MAX_ALIASES = 8;
    private static final String AZURE = "Azure DNS";
    private static final String AZURE_INTERNAL = "internal.cloudapp.net";

    private final List<PrivateDnsZoneSpec> zones;
    private final Map<String, DnsRecord> publicNames = new HashMap<>();

    /** The names of an environment. */
    public AzureDns(AzureEnvironment azure) {
        this.zones = azure.list(PrivateDnsZoneSpec.class);
        for (InternetHost host : azure.internetHosts()) {
            publicNames.put(DomainNames.normal(host.name()), new DnsRecord("@", List.of(host.ip()), null));
        }
        azure.list(PublicDnsNameSpec.class)
                .forEach(name -> publicNames.put(DomainNames.normal(name.name()), name.record()));
    }

    /** The answer to a machine in this virtual network. */
    public DnsAnswer answer(String virtualNetwork, DnsQuestion question) {
        DnsQuestion asked = question.of(DomainNames.normal(question.name()));
        for (int aliases = 0; aliases < MAX_ALIASES; aliases++) {
            DnsAnswer answer = lookUp(virtualNetwork, asked);
            if (!(answer instanceof DnsAnswer.Alias alias)) {
                return answer;
            }
            asked = question.of(DomainNames.normal(alias.target()));
        }
        return new DnsAnswer.NoSuchName(AZURE + ", more than " + MAX_ALIASES + " aliases in a row");
    }

    /** The answer of the public internet, for a machine outside Azure. */
    public DnsAnswer publicAnswer(DnsQuestion question) {
        return answer("", question);
    }

    private DnsAnswer lookUp(String virtualNetwork, DnsQuestion question) {
        String name = question.name();
        Optional<PrivateDnsZoneSpec> zone = zones.stream()
                .filter(candidate -> candidate.virtualNetworks().contains(virtualNetwork))
                .filter(candidate -> DomainNames.isUnder(name, DomainNames.normal(candidate.name())))
                .max(Comparator.comparingInt(candidate -> candidate.name().length()));
        if (zone.isPresent()) {
            return inZone(zone.get(), question);
        }
        DnsRecord known = publicNames.get(name);
        if (known != null) {
            return answer(known, question, "public DNS");
        }
        // No name of one label has an address on the internet.
        boolean isNowhere = DomainNames.isUnder(name, AZURE_INTERNAL) || DomainNames.dots(name) == 0;
        return isNowhere ? new DnsAnswer.NoSuchName(AZURE) : new DnsAnswer.Unknown("public DNS");
    }

    private static DnsAnswer inZone(PrivateDnsZoneSpec zone, DnsQuestion question) {
        String by = "private zone " + zone.name();
        List<String> labels = DomainNames.labelsBelow(question.name(), DomainNames.normal(zone.name()));
        String relative = labels.isEmpty() ? "@" : String.join(".", labels);
        return findRecord(zone, relative)
                .or(() -> findWildcard(zone, relative))
                .map(record -> answer(record, question, by))
                .orElseGet(() -> new DnsAnswer.NoSuchName(by));
    }

    /** {@code *.a.b}, then {@code *.b}, then {@code *}: RFC 4592. */
    private static Optional<DnsRecord> findWildcard(PrivateDnsZoneSpec zone, String relative) {
        String rest = relative;
        while (!rest.isEmpty()) {
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
            Optional<DnsRecord> record = findRecord(zone, rest.isEmpty() ? "*" : "*." + rest);
            if (record.isPresent()) {
                return record;
            }
        }
        return Optional.empty();
    }

    private static Optional<DnsRecord> findRecord(PrivateDnsZoneSpec zone, String name) {
        return zone.records().stream()
                .filter(record -> DomainNames.normal(record.name()).equals(name))
                .findFirst();
    }

    private static DnsAnswer answer(DnsRecord record, DnsQuestion question, String by) {
        return record.findAlias()
                .<DnsAnswer>map(target -> new DnsAnswer.Alias(by, target))
                .orElseGet(() -> new DnsAnswer.Addresses(by, question.fitting(record.addresses())));
    }
}
