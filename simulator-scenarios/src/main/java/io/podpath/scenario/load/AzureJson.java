package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns Azure JSON into what a person could have written under {@code azure:}.
 *
 * <p>Reads virtual networks, network security groups and route tables, in the flat shape of {@code az} or in that of the
 * resource manager, single, in a list, under {@code value} or under {@code resources}; and the list of service tags that
 * Microsoft publishes. Other types are named once.
 */
final class AzureJson {

    private static final String VNET = "microsoft.network/virtualnetworks";
    private static final String NSG = "microsoft.network/networksecuritygroups";
    private static final String ROUTE_TABLE = "microsoft.network/routetables";

    private final Problems problems;
    private final List<ResourceView> resources = new ArrayList<>();
    private final Map<String, String> nameOfId = new HashMap<>();
    private final Map<String, Location> otherTypes = new LinkedHashMap<>();
    private final List<MappingNode> vnets = new ArrayList<>();
    private final List<MappingNode> nsgs = new ArrayList<>();
    private final List<MappingNode> routeTables = new ArrayList<>();
    private final List<MappingNode> serviceTags = new ArrayList<>();

    AzureJson(Problems problems) {
        this.problems = problems;
    }

    /** Takes in one document; nothing is turned before all are there, since ids may point anywhere. */
    void accept(SourceNode document) {
        if (document instanceof SequenceNode list) {
            list.items().forEach(this::accept);
            return;
        }
        if (!(document instanceof MappingNode mapping)) {
            problems.error(document.location(), "expected Azure resources, not " + document.describe());
            return;
        }
        Optional<SourceNode> several = mapping.find("resources").or(() -> mapping.find("value"));
        if (several.isPresent()
                && several.get() instanceof SequenceNode list
                && !mapping.fields().containsKey("type")) {
            list.items().forEach(this::accept);
            return;
        }
        ResourceView resource = new ResourceView(mapping);
        if (ServiceTagJson.isList(resource)) {
            serviceTags.addAll(ServiceTagJson.tags(resource));
            return;
        }
        resources.add(resource);
        if (!resource.text("id").isEmpty()) {
            nameOfId.put(resource.text("id").toLowerCase(Locale.ROOT), resource.text("name"));
        }
    }

    /** The mapping of {@code azure:} that says the same. */
    MappingNode toInline(Location start) {
        for (ResourceView resource : resources) {
            switch (typeOf(resource)) {
                case VNET -> vnets.add(vnet(resource));
                case NSG -> nsgs.add(AzureRules.nsg(resource));
                case ROUTE_TABLE -> routeTables.add(AzureRules.routeTable(resource));
                default ->
                    otherTypes.putIfAbsent(
                            resource.text("type").isEmpty() ? "a resource without type" : resource.text("type"),
                            resource.location());
            }
        }
        otherTypes.forEach((type, location) -> problems.info(location, type + " is not read from JSON yet"));
        return new TreeBuilder(start)
                .putList("vnets", vnets, start)
                .putList("networkSecurityGroups", nsgs, start)
                .putList("routeTables", routeTables, start)
                .putList("serviceTags", serviceTags, start)
                .build();
    }

    private static String typeOf(ResourceView resource) {
        String type = resource.text("type").toLowerCase(Locale.ROOT);
        if (!type.isEmpty()) {
            return type;
        }
        if (resource.find("addressSpace").isPresent()) {
            return VNET;
        }
        if (resource.find("securityRules").isPresent()) {
            return NSG;
        }
        return resource.find("routes").isPresent() ? ROUTE_TABLE : "";
    }

    private MappingNode vnet(ResourceView vnet) {
        Optional<ResourceView> space = vnet.child("addressSpace");
        List<MappingNode> peerings = new ArrayList<>();
        for (ResourceView peering : vnet.children("virtualNetworkPeerings")) {
            String id = peering.reference("remoteVirtualNetwork");
            if (!id.isEmpty()) {
                peerings.add(peering(peering, nameOf(id)));
            }
        }
        return new TreeBuilder(vnet.location())
                .put("name", vnet.find("name"))
                .put("addressPrefixes", space.flatMap(found -> found.find("addressPrefixes")))
                .putList(
                        "subnets",
                        vnet.children("subnets").stream().map(this::subnet).toList(),
                        vnet.location())
                .putList("peerings", peerings, vnet.location())
                .build();
    }

    private static MappingNode peering(ResourceView peering, String remote) {
        TreeBuilder inline = new TreeBuilder(peering.location()).putText("remoteVnet", remote, peering.location());
        for (String flag : List.of(
                "allowVirtualNetworkAccess", "allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways")) {
            inline.put(flag, peering.find(flag));
        }
        return inline.build();
    }

    private MappingNode subnet(ResourceView subnet) {
        Optional<SourceNode> prefix = subnet.find("addressPrefix");
        List<SourceNode> prefixes = prefix.isPresent() ? List.of() : subnet.items("addressPrefixes");
        return new TreeBuilder(subnet.location())
                .put("name", subnet.find("name"))
                .put("addressPrefix", prefix)
                .putList("addressPrefixes", prefixes, subnet.location())
                .putText("networkSecurityGroup", nameOf(subnet.reference("networkSecurityGroup")), subnet.location())
                .putText("routeTable", nameOf(subnet.reference("routeTable")), subnet.location())
                .putList("serviceEndpoints", subnet.items("serviceEndpoints"), subnet.location())
                .put("privateEndpointNetworkPolicies", subnet.find("privateEndpointNetworkPolicies"))
                .build();
    }

    /** The name a resource of the input gives itself, else the last part of the id. */
    private String nameOf(String id) {
        return nameOfId.getOrDefault(id.toLowerCase(Locale.ROOT), ResourceView.lastSegment(id));
    }
}
