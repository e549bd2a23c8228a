package io.podpath.scenario.load;

import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads security rules in the spelling of {@code az}: those of groups, and admin rules. */
final class SecurityRuleReader {

    private static final Map<String, TrafficDirection> DIRECTIONS =
            Choices.of(TrafficDirection.values(), TrafficDirection::text);
    private static final Map<String, String> PROTOCOLS = Choices.words("*", "Tcp", "Udp", "Icmp", "Esp", "Ah");
    private static final Pattern PORTS = Pattern.compile("[0-9]{1,5}(-[0-9]{1,5})?");
    private static final Pattern TAG = Pattern.compile("[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)?");
    private static final List<String> COMMON_TAGS = List.of(
            "VirtualNetwork", "AzureLoadBalancer", "Internet", "AzureCloud", "Storage", "Sql", "AzureActiveDirectory");
    private static final int MAX_PORT = 65535;
    private static final int MOST_PRIORITY = 4096;

    private final Problems problems;
    private final List<String> notModelled;

    SecurityRuleReader(Problems problems, List<String> notModelled) {
        this.problems = problems;
        this.notModelled = notModelled;
    }

    /**
     * A rule.
     *
     * @param accesses what it may do
     * @param leastPriority the lowest priority number, where {@value #MOST_PRIORITY} is the highest
     */
    Optional<NsgRule> rule(Fields rule, Map<String, Access> accesses, int leastPriority) {
        Optional<String> name = rule.required("name");
        OptionalInt priority = rule.requiredInteger("priority", leastPriority, MOST_PRIORITY);
        Optional<TrafficDirection> direction =
                rule.required("direction", (node, what) -> rule.values().choice(node, what, DIRECTIONS));
        Optional<Access> access =
                rule.required("access", (node, what) -> rule.values().choice(node, what, accesses));
        String protocol = rule.choice("protocol", PROTOCOLS).orElse("*");
        Side source = side(rule, "source");
        Side destination = side(rule, "destination");
        if (protocol.equals("Esp") || protocol.equals("Ah")) {
            notModelled.add("protocol " + protocol + " of rule " + name.orElse(""));
            return Optional.empty();
        }
        return name.isPresent() && priority.isPresent() && direction.isPresent() && access.isPresent()
                ? Optional.of(new NsgRule(
                        name.get(),
                        priority.getAsInt(),
                        direction.get(),
                        access.get(),
                        Protocol.find(protocol).orElse(null),
                        source,
                        destination))
                : Optional.empty();
    }

    private Side side(Fields rule, String side) {
        List<String> prefixes = new ArrayList<>();
        for (SourceNode node : both(rule, side + "AddressPrefix", side + "AddressPrefixes")) {
            rule.values().text(node, side + "AddressPrefix").ifPresent(prefix -> {
                checkPrefix(prefix, node.location());
                prefixes.add(prefix);
            });
        }
        List<PortRange> ports = new ArrayList<>();
        boolean anyPort = false;
        for (SourceNode node : both(rule, side + "PortRange", side + "PortRanges")) {
            Optional<String> text = rule.values().word(node, side + "PortRange");
            anyPort |= text.filter("*"::equals).isPresent();
            text.filter(range -> !range.equals("*"))
                    .flatMap(found -> portRange(found, node.location()))
                    .ifPresent(ports::add);
        }
        List<String> groups = rule.texts(side + "ApplicationSecurityGroups");
        if (!groups.isEmpty() && !prefixes.isEmpty()) {
            rule.error(
                    side + "ApplicationSecurityGroups",
                    "a rule names either address prefixes or application security groups as its " + side);
        }
        boolean isAny = prefixes.isEmpty() && groups.isEmpty();
        return new Side(isAny ? List.of("*") : prefixes, groups, anyPort ? List.of() : ports);
    }

    private static List<SourceNode> both(Fields rule, String single, String several) {
        List<SourceNode> nodes = new ArrayList<>();
        rule.node().find(single).ifPresent(nodes::add);
        nodes.addAll(rule.items(several));
        return nodes;
    }

    private void checkPrefix(String prefix, Location location) {
        if (prefix.equals("*") || Cidr.tryParse(prefix).isPresent()) {
            return;
        }
        if (!TAG.matcher(prefix).matches()) {
            problems.error(location, Texts.quoted(prefix) + " is not an address, a range, a service tag or '*'");
            return;
        }
        if (!COMMON_TAGS.contains(prefix)) {
            Suggestion.nearest(prefix, COMMON_TAGS)
                    .ifPresent(meant -> problems.warning(
                            location, "unknown service tag '" + prefix + "'; did you mean '" + meant + "'?"));
        }
    }

    private Optional<PortRange> portRange(String text, Location location) {
        if (PORTS.matcher(text).matches()) {
            int dash = text.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
            int last = Integer.parseInt(text.substring(dash + 1));
            if (first <= last && last <= MAX_PORT) {
                return Optional.of(new PortRange(first, last));
            }
        }
        problems.error(location, Texts.quoted(text) + " is not a port, a range of ports such as 80-90, or '*'");
        return Optional.empty();
    }
}
