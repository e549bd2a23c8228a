package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns security rules and routes of Azure JSON into their inline spelling. */
final class AzureRules {

    private static final Map<String, String> CANONICAL = Map.ofEntries(
            Map.entry("tcp", "Tcp"),
            Map.entry("udp", "Udp"),
            Map.entry("icmp", "Icmp"),
            Map.entry("esp", "Esp"),
            Map.entry("ah", "Ah"),
            Map.entry("inbound", "Inbound"),
            Map.entry("outbound", "Outbound"),
            Map.entry("allow", "Allow"),
            Map.entry("deny", "Deny"),
            Map.entry("vnetlocal", "VnetLocal"),
            Map.entry("virtualappliance", "VirtualAppliance"),
            Map.entry("virtualnetworkgateway", "VirtualNetworkGateway"),
            Map.entry("internet", "Internet"),
            Map.entry("none", "None"));

    private AzureRules() {}

    static MappingNode nsg(ResourceView nsg) {
        List<MappingNode> rules = new ArrayList<>();
        for (ResourceView rule : nsg.children("securityRules")) {
            TreeBuilder inline = new TreeBuilder(rule.location())
                    .put("name", rule.find("name"))
                    .put("priority", rule.find("priority"));
            for (String name : List.of("direction", "access", "protocol")) {
                canonical(rule, name, inline);
            }
            for (String side : List.of("source", "destination")) {
                either(rule, side + "AddressPrefix", side + "AddressPrefixes", inline);
                either(rule, side + "PortRange", side + "PortRanges", inline);
                inline.putList(side + "ApplicationSecurityGroups", groups(rule, side), rule.location());
            }
            rules.add(inline.build());
        }
        return new TreeBuilder(nsg.location())
                .put("name", nsg.find("name"))
                .putList("rules", rules, nsg.location())
                .build();
    }

    private static List<ScalarNode> groups(ResourceView rule, String side) {
        return rule.children(side + "ApplicationSecurityGroups").stream()
                .map(group -> new ScalarNode(
                        ScalarNode.Type.TEXT, ResourceView.lastSegment(group.text("id")), group.location()))
                .toList();
    }

    static MappingNode routeTable(ResourceView table) {
        List<MappingNode> routes = new ArrayList<>();
        for (ResourceView route : table.children("routes")) {
            TreeBuilder inline = new TreeBuilder(route.location())
                    .put("name", route.find("name"))
                    .put("addressPrefix", route.find("addressPrefix"));
            canonical(route, "nextHopType", inline);
            if (!route.text("nextHopIpAddress").isEmpty()) {
                inline.put("nextHopIpAddress", route.find("nextHopIpAddress"));
            }
            routes.add(inline.build());
        }
        return new TreeBuilder(table.location())
                .put("name", table.find("name"))
                .putList("routes", routes, table.location())
                .put("disableBgpRoutePropagation", table.find("disableBgpRoutePropagation"))
                .build();
    }

    /** Azure prints both forms and leaves the one not used empty. */
    private static void either(ResourceView rule, String single, String several, TreeBuilder inline) {
        if (!rule.items(several).isEmpty()) {
            inline.put(several, rule.find(several));
        } else if (!rule.text(single).isEmpty()) {
            inline.put(single, rule.find(single));
        }
    }

    private static void canonical(ResourceView resource, String name, TreeBuilder inline) {
        resource.find(name).ifPresent(value -> {
            String text = resource.text(name);
            String spelling = CANONICAL.getOrDefault(text.toLowerCase(Locale.ROOT), text);
            inline.putText(name, spelling, value.location());
        });
    }
}
