package io.podpath.scenario.load;

import io.podpath.azure.resource.FirewallRules.ApplicationRule;
import io.podpath.azure.resource.FirewallRules.DnatRule;
import io.podpath.azure.resource.FirewallRules.NetworkRule;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the rules of a firewall. */
final class FirewallRuleReader {

    private static final Map<String, Set<Protocol>> PROTOCOLS = Map.of(
            "Any", Set.of(), "TCP", Set.of(Protocol.TCP), "UDP", Set.of(Protocol.UDP), "ICMP", Set.of(Protocol.ICMP));

    /** The ports on which the firewall looks for a name, unless a rule says otherwise. */
    private static final Map<String, Integer> NAMED_PROTOCOLS = Map.of("Http", 80, "Https", 443, "Mssql", 1_433);

    private static final Pattern ADDRESS =
            Pattern.compile("\\*|[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)?|[0-9A-Fa-f:.]+(/[0-9]{1,3})?");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;

    private FirewallRuleReader() {}

    static Optional<NetworkRule> network(Fields rule) {
        Optional<String> name = rule.required("name");
        Set<Protocol> protocols = protocols(rule);
        List<String> sources = addresses(rule, "sourceAddresses");
        List<String> destinations = addresses(rule, "destinationAddresses");
        List<PortRange> ports = ports(rule);
        return name.map(found -> new NetworkRule(found, protocols, sources, destinations, ports));
    }

    static Optional<DnatRule> dnat(Fields rule) {
        Optional<String> name = rule.required("name");
        Set<Protocol> protocols = protocols(rule);
        List<String> sources = addresses(rule, "sourceAddresses");
        Optional<IpAddress> destination = rule.required("destinationAddress", rule.values()::address);
        OptionalInt port = rule.requiredInteger("destinationPort", 1, MAX_PORT);
        Optional<IpAddress> translated = rule.required("translatedAddress", rule.values()::address);
        OptionalInt translatedPort = rule.requiredInteger("translatedPort", 1, MAX_PORT);
        boolean usable = name.isPresent()
                && destination.isPresent()
                && port.isPresent()
                && translated.isPresent()
                && translatedPort.isPresent();
        return usable
                ? Optional.of(new DnatRule(
                        name.get(),
                        protocols.isEmpty() ? Set.of(Protocol.TCP, Protocol.UDP) : protocols,
                        sources,
                        destination.get(),
                        port.getAsInt(),
                        new TransportAddress(translated.get(), translatedPort.getAsInt())))
                : Optional.empty();
    }

    static Optional<ApplicationRule> application(Fields rule) {
        Optional<String> name = rule.required("name");
        List<String> sources = addresses(rule, "sourceAddresses");
        Set<Integer> ports = new HashSet<>();
        for (Fields protocol : rule.objects("protocols")) {
            Optional<Integer> usual = protocol.required(
                    "protocolType", (node, what) -> protocol.values().choice(node, what, NAMED_PROTOCOLS));
            OptionalInt port = protocol.integer("port", 1, MAX_PORT);
            usual.ifPresent(found -> ports.add(port.orElse(found)));
        }
        if (!rule.has("protocols")) {
            ports.addAll(List.of(80, 443));
        }
        List<String> targets = rule.texts("targetFqdns");
        List<String> tags = rule.texts("fqdnTags");
        return name.map(found -> new ApplicationRule(found, sources, ports, targets, tags));
    }

    private static Set<Protocol> protocols(Fields rule) {
        Set<Protocol> protocols = new HashSet<>();
        boolean any = !rule.has("protocols");
        for (SourceNode item : rule.items("protocols")) {
            Optional<Set<Protocol>> found = rule.values().choice(item, "protocols", PROTOCOLS);
            found.ifPresent(protocols::addAll);
            any |= found.filter(Set::isEmpty).isPresent();
        }
        return any ? Set.of() : protocols;
    }

    /** Nothing means everything. */
    private static List<String> addresses(Fields rule, String what) {
        if (!rule.has(what)) {
            return List.of("*");
        }
        List<String> addresses = new ArrayList<>();
        for (SourceNode item : rule.items(what)) {
            rule.values().text(item, what).ifPresent(text -> {
                if (ADDRESS.matcher(text).matches()) {
                    addresses.add(text);
                } else {
                    rule.problems()
                            .error(
                                    item.location(),
                                    "'" + what + "' takes addresses, ranges, service tags or *, not "
                                            + Texts.quoted(text));
                }
            });
        }
        return addresses;
    }

    private static List<PortRange> ports(Fields rule) {
        List<PortRange> ports = new ArrayList<>();
        for (SourceNode item : rule.items("destinationPorts")) {
            boolean isNumber = item instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.INTEGER;
            if (isNumber) {
                rule.values()
                        .integer(item, "destinationPorts", 0, MAX_PORT)
                        .ifPresent(port -> ports.add(new PortRange(port, port)));
            } else {
                rule.values()
                        .text(item, "destinationPorts")
                        .ifPresent(text -> ports(text, item, rule).ifPresent(ports::add));
            }
        }
        return ports;
    }

    private static Optional<PortRange> ports(String text, SourceNode item, Fields rule) {
        if (text.equals("*")) {
            return Optional.of(new PortRange(0, MAX_PORT));
        }
        Matcher matcher = PORTS.matcher(text);
        if (!matcher.matches()) {
            rule.problems().error(item.location(), Texts.quoted(text) + " is not a port or a range such as 8000-8080");
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first || last > MAX_PORT) {
            rule.problems().mismatch(item.location(), Texts.quoted(text) + " is not a range from 0 to 65535");
            return Optional.empty();
        }
        return Optional.of(new PortRange(first, last));
    }
}
