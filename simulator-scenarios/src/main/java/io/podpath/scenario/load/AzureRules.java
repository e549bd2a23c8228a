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

    /**
     * A security group. Azure takes priorities from 100; a lower one is taken as it is.
     *
     * <p><i>Source:</i> Azure REST API, Network Security Groups.
     */
    static void decodeNsg(ResourceView nsg, Decoding decoding) {
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
            sayIfLow(rule, nsg, decoding);
            rules.add(inline.build());
        }
        decoding.add(
                "networkSecurityGroups",
                new TreeBuilder(nsg.location())
                        .putText("name", decoding.index().nameOf(nsg), VnetJson.nameLocation(nsg))
                        .putList("rules", rules, nsg.location())
                        .build());
    }

    private static void sayIfLow(ResourceView rule, ResourceView nsg, Decoding decoding) {
        if (rule.text("priority").matches("[0-9]{1,2}")) {
            decoding.warn(
                    rule.location(),
                    "Azure takes priorities from 100 in security groups; " + Texts.quoted(nsg.text("name")) + " has "
                            + rule.text("priority") + " in rule " + Texts.quoted(rule.text("name"))
                            + ", which podpath takes as it is");
        }
    }

    private static List<ScalarNode> groups(ResourceView rule, String side) {
        return rule.children(side + "ApplicationSecurityGroups").stream()
                .map(group -> new ScalarNode(
                        ScalarNode.Type.TEXT, ResourceView.lastSegment(group.text("id")), group.location()))
                .toList();
    }

    /**
     * A route table.
     *
     * <p><i>Source:</i> Azure REST API, Route Tables.
     */
    static void decodeRouteTable(ResourceView table, Decoding decoding) {
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
        decoding.add(
                "routeTables",
                new TreeBuilder(table.location())
                        .putText("name", decoding.index().nameOf(table), VnetJson.nameLocation(table))
                        .putList("routes", routes, table.location())
                        .put("disableBgpRoutePropagation", table.find("disableBgpRoutePropagation"))
                        .build());
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
