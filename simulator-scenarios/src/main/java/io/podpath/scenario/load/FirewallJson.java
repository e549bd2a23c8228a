package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Azure Firewalls with the rules in them (classic) or in their policy.
 *
 * <p>A policy orders its collections by the priority of their group and then by their own, its parent's before its own;
 * podpath numbers them anew in that order.
 *
 * <p><i>Source:</i> Azure REST API, Azure Firewalls, Firewall Policy Rule Collection Groups; Azure docs, Azure Firewall
 * rule processing logic.
 */
final class FirewallJson {

    private static final List<String> CLASSIC =
            List.of("natRuleCollections", "networkRuleCollections", "applicationRuleCollections");
    private static final int FIRST_PRIORITY = 100;

    private FirewallJson() {}

    static void decode(ResourceView firewall, Decoding decoding) {
        List<ResourceView> configurations = firewall.children("ipConfigurations");
        Optional<String> subnet = configurations.stream()
                .map(one -> one.reference("subnet"))
                .filter(id -> decoding.index().find(id).isPresent())
                .findFirst();
        if (subnet.isEmpty()) {
            decoding.warn(
                    firewall.location(),
                    "firewall " + Texts.quoted(firewall.text("name"))
                            + " is in a virtual network that is not among the files (or in a virtual hub); passed over");
            return;
        }
        String place = decoding.index().subnetOf(subnet.get());
        List<String> publicIps = configurations.stream()
                .map(one -> one.reference("publicIpAddress"))
                .filter(id -> !id.isEmpty())
                .toList();
        TreeBuilder inline = new TreeBuilder(firewall.location())
                .putText("name", decoding.index().nameOf(firewall), VnetJson.nameLocation(firewall))
                .putText("vnet", place.substring(0, place.indexOf('/')), firewall.location())
                .put(
                        "privateIp",
                        configurations.stream()
                                .flatMap(one -> one.find("privateIpAddress").stream())
                                .findFirst())
                .putList("publicIps", decoding.publicAddresses(firewall, publicIps), firewall.location());
        collections(firewall, decoding).forEach((kind, items) -> inline.putList(kind, items, firewall.location()));
        decoding.add("firewalls", inline.build());
    }

    private static Map<String, List<MappingNode>> collections(ResourceView firewall, Decoding decoding) {
        Map<String, List<MappingNode>> byKind = new LinkedHashMap<>();
        for (String kind : CLASSIC) {
            for (ResourceView collection : firewall.children(kind)) {
                MappingNode inline =
                        FirewallRuleJson.collection(collection, collection.text("name"), collection.find("priority"));
                byKind.computeIfAbsent(kind, missing -> new ArrayList<>()).add(inline);
            }
        }
        String policy = firewall.reference("firewallPolicy");
        if (!policy.isEmpty()) {
            fromPolicy(firewall, policy, decoding, byKind);
        }
        return byKind;
    }

    private static void fromPolicy(
            ResourceView firewall, String id, Decoding decoding, Map<String, List<MappingNode>> byKind) {
        List<ResourceView> groups = new ArrayList<>();
        Optional<ResourceView> policy = decoding.index().find(id);
        policy.map(found -> found.reference("basePolicy"))
                .flatMap(base -> decoding.index().find(base))
                .ifPresent(base -> groups.addAll(groups(base, decoding)));
        policy.ifPresent(found -> groups.addAll(groups(found, decoding)));
        if (groups.isEmpty()) {
            decoding.warn(
                    firewall.location(),
                    "the rules of firewall policy " + Texts.quoted(ResourceView.lastSegment(id))
                            + " are not among the files; podpath's firewall denies everything");
        }
        int priority = FIRST_PRIORITY;
        for (ResourceView group : groups) {
            for (ResourceView collection : sorted(group.children("ruleCollections"))) {
                ScalarNode number =
                        new ScalarNode(ScalarNode.Type.INTEGER, Integer.toString(priority++), collection.location());
                MappingNode inline = FirewallRuleJson.collection(
                        collection, group.text("name") + "/" + collection.text("name"), Optional.of(number));
                byKind.computeIfAbsent(FirewallRuleJson.kindOf(collection), missing -> new ArrayList<>())
                        .add(inline);
            }
        }
    }

    private static List<ResourceView> groups(ResourceView policy, Decoding decoding) {
        return sorted(decoding.index().inside(policy, AzureTypes.RULE_COLLECTION_GROUP));
    }

    private static List<ResourceView> sorted(List<ResourceView> items) {
        return items.stream()
                .sorted(Comparator.comparingInt(FirewallJson::priority))
                .toList();
    }

    private static int priority(ResourceView item) {
        String text = item.text("priority");
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }
}
