package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Private DNS zones with the networks they are linked to and their record sets of type A and CNAME.
 *
 * <p><i>Source:</i> Azure REST API, Private Zones, Virtual Network Links, Record Sets.
 */
final class DnsZoneJson {

    private DnsZoneJson() {}

    static void decode(ResourceView zone, Decoding decoding) {
        List<ScalarNode> networks = new ArrayList<>();
        for (ResourceView link : decoding.index().inside(zone, AzureTypes.DNS_LINK)) {
            String id = link.reference("virtualNetwork");
            if (decoding.index().find(id).isPresent()) {
                networks.add(
                        new ScalarNode(ScalarNode.Type.TEXT, decoding.index().nameOf(id), link.location()));
            }
        }
        List<MappingNode> records = new ArrayList<>();
        for (String type : List.of("a", "cname")) {
            decoding.index().inside(zone, AzureTypes.DNS_ZONE + "/" + type).stream()
                    .flatMap(set -> record(set).stream())
                    .forEach(records::add);
        }
        decoding.add(
                "privateDnsZones",
                new TreeBuilder(zone.location())
                        .put("name", zone.find("name"))
                        .putList("virtualNetworks", networks, zone.location())
                        .putList("records", records, zone.location())
                        .build());
    }

    private static Optional<MappingNode> record(ResourceView set) {
        List<SourceNode> addresses = set.children("aRecords").stream()
                .flatMap(one -> one.find("ipv4Address").stream())
                .toList();
        Optional<SourceNode> alias = set.child("cnameRecord").flatMap(one -> one.find("cname"));
        if (addresses.isEmpty() && alias.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TreeBuilder(set.location())
                .put("name", set.find("name"))
                .putList("addresses", addresses, set.location())
                .put("alias", alias)
                .build());
    }
}
