package io.podpath.scenario.report;

import io.podpath.azure.TextTable;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.security.EffectiveSecurityGroup;
import io.podpath.azure.security.EffectiveSecurityRule;
import io.podpath.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The effective security rules of a NIC as tables, one for each group, and below them what names in them hold. */
public final class EffectiveNsgText {

    private static final int SHOWN = 12;

    private EffectiveNsgText() {}

    /** The text, with a line break at the end. */
    public static String of(List<EffectiveSecurityGroup> groups) {
        if (groups.isEmpty()) {
            return "no security group filters this NIC\n";
        }
        StringBuilder text = new StringBuilder();
        Map<String, List<Cidr>> contents = new TreeMap<>();
        for (EffectiveSecurityGroup group : groups) {
            text.append(title(group)).append("\n\n").append(table(group)).append('\n');
            for (EffectiveSecurityRule rule : group.rules()) {
                note(rule.rule().source(), rule.expandedSource(), contents);
                note(rule.rule().destination(), rule.expandedDestination(), contents);
            }
        }
        contents.forEach((name, prefixes) ->
                text.append(name).append(" = ").append(list(prefixes)).append('\n'));
        return text.toString();
    }

    private static String title(EffectiveSecurityGroup group) {
        return switch (group.association()) {
            case NETWORK_MANAGER -> "admin rules of virtual network " + group.attachedTo();
            case SUBNET -> group.name() + " on subnet " + group.attachedTo();
            case NETWORK_INTERFACE -> group.name() + " on NIC " + group.attachedTo();
        };
    }

    private static String table(EffectiveSecurityGroup group) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Direction", "Priority", "Name", "Access", "Protocol", "Source", "Ports", "Destination", "Ports"));
        for (EffectiveSecurityRule effective : group.rules()) {
            NsgRule rule = effective.rule();
            rows.add(List.of(
                    rule.direction().text(),
                    Integer.toString(rule.priority()),
                    rule.name(),
                    rule.access().text(),
                    rule.findProtocol().map(Enum::name).orElse("Any"),
                    addresses(rule.source()),
                    ports(rule.source()),
                    addresses(rule.destination()),
                    ports(rule.destination())));
        }
        return TextTable.render(rows);
    }

    private static String addresses(Side side) {
        List<String> names = new ArrayList<>(side.prefixes());
        side.applicationSecurityGroups().forEach(group -> names.add("ASG " + group));
        return names.size() <= SHOWN
                ? String.join(",", names)
                : String.join(",", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }

    private static String ports(Side side) {
        return side.ports().isEmpty()
                ? "*"
                : String.join(
                        ",", side.ports().stream().map(PortRange::toString).toList());
    }

    private static void note(Side side, List<Cidr> expanded, Map<String, List<Cidr>> contents) {
        if (!expanded.isEmpty()) {
            contents.putIfAbsent(addresses(side), expanded);
        }
    }

    private static String list(List<Cidr> prefixes) {
        String shown = String.join(
                ", ", prefixes.stream().limit(SHOWN).map(Cidr::toString).toList());
        return prefixes.size() <= SHOWN ? shown : shown + " and " + (prefixes.size() - SHOWN) + " more";
    }
}
