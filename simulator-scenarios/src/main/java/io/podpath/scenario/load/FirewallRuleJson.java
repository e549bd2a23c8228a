package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns rule collections of firewalls and of firewall policies into one spelling. */
final class FirewallRuleJson {

    private static final Map<String, String> PROTOCOLS =
            Map.of("any", "Any", "tcp", "TCP", "udp", "UDP", "icmp", "ICMP");
    private static final List<String> PLAIN =
            List.of("name", "sourceAddresses", "destinationPorts", "targetFqdns", "fqdnTags", "translatedAddress");

    private FirewallRuleJson() {}

    /** The list of {@code azure.firewalls} that a collection of a policy goes into: by the type of its rules. */
    static String kindOf(ResourceView collection) {
        if (collection.text("ruleCollectionType").toLowerCase(Locale.ROOT).contains("nat")) {
            return "natRuleCollections";
        }
        boolean isApplication = collection.children("rules").stream()
                .anyMatch(rule -> rule.text("ruleType").equalsIgnoreCase("ApplicationRule"));
        return isApplication ? "applicationRuleCollections" : "networkRuleCollections";
    }

    static MappingNode collection(ResourceView collection, String name, Optional<? extends SourceNode> priority) {
        TreeBuilder inline =
                new TreeBuilder(collection.location()).putText("name", name, VnetJson.nameLocation(collection));
        priority.ifPresent(number -> inline.put("priority", number));
        boolean isNat = collection.children("rules").stream()
                .anyMatch(rule -> rule.find("translatedPort").isPresent());
        Optional<SourceNode> action = collection
                .child("action")
                .flatMap(found -> found.find("type"))
                .or(() -> collection.find("action").filter(ScalarNode.class::isInstance));
        if (!isNat) {
            inline.put("action", action);
        }
        return inline.putList(
                        "rules",
                        collection.children("rules").stream()
                                .map(rule -> rule(rule, isNat))
                                .toList(),
                        collection.location())
                .build();
    }

    private static MappingNode rule(ResourceView rule, boolean isNat) {
        TreeBuilder inline = new TreeBuilder(rule.location());
        PLAIN.forEach(name -> rule.find(name)
                .filter(value -> !(isNat && name.equals("destinationPorts")))
                .filter(value ->
                        !(value instanceof SequenceNode list && list.items().isEmpty()))
                .ifPresent(value -> inline.put(name, value)));
        inline.putList("protocols", protocols(rule), rule.location());
        if (isNat) {
            rule.items("destinationAddresses").stream()
                    .findFirst()
                    .ifPresent(one -> inline.put("destinationAddress", one));
            rule.items("destinationPorts").stream()
                    .findFirst()
                    .ifPresent(one -> inline.put("destinationPort", number(one)));
            rule.find("translatedPort").ifPresent(port -> inline.put("translatedPort", number(port)));
        } else if (!rule.items("destinationAddresses").isEmpty()
                && rule.items("targetFqdns").isEmpty()) {
            inline.put("destinationAddresses", rule.find("destinationAddresses"));
        }
        return inline.build();
    }

    /** Names of transports, or pairs of protocol and port; a policy calls the former {@code ipProtocols}. */
    private static List<SourceNode> protocols(ResourceView rule) {
        List<SourceNode> protocols = new ArrayList<>();
        for (SourceNode item : rule.items(rule.find("ipProtocols").isPresent() ? "ipProtocols" : "protocols")) {
            if (item instanceof ScalarNode scalar) {
                String text = scalar.text();
                protocols.add(new ScalarNode(
                        ScalarNode.Type.TEXT,
                        PROTOCOLS.getOrDefault(text.toLowerCase(Locale.ROOT), text),
                        scalar.location()));
            } else if (item instanceof MappingNode mapping) {
                ResourceView pair = new ResourceView(mapping);
                protocols.add(new TreeBuilder(mapping.location())
                        .put("protocolType", pair.find("protocolType"))
                        .put("port", pair.find("port").filter(port -> !isZero(port)))
                        .build());
            }
        }
        return protocols;
    }

    private static boolean isZero(SourceNode port) {
        return port instanceof ScalarNode scalar && scalar.text().equals("0");
    }

    /** Azure writes ports as text. */
    private static SourceNode number(SourceNode port) {
        return port instanceof ScalarNode scalar && scalar.text().matches("[0-9]+")
                ? new ScalarNode(ScalarNode.Type.INTEGER, scalar.text(), scalar.location())
                : port;
    }
}
