package io.podpath.azure.firewall;

import io.podpath.azure.firewall.FirewallAddresses.Membership;
import io.podpath.azure.firewall.FirewallAnswer.Kind;
import io.podpath.azure.firewall.FirewallAnswer.Verdict;
import io.podpath.azure.resource.FirewallRules;
import io.podpath.azure.resource.FirewallRules.ApplicationRule;
import io.podpath.azure.resource.FirewallRules.Collection;
import io.podpath.azure.resource.FirewallRules.DnatRule;
import io.podpath.azure.resource.FirewallRules.NetworkRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.trace.ConsideredRule;
import io.podpath.trace.RuleReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a firewall in the order in which it asks them: DNAT, then network, then application rules, each kind by
 * the priority of its collections. The first rule that matches decides; if none does, the flow is denied.
 *
 * <p>Application rules look at the name that a client sends over HTTP, TLS or SQL. podpath has packets only, so a name is
 * known if the destination is a declared internet host with names or has one in public DNS.
 *
 * <p><i>Does not model:</i> groups of collections, threat intelligence, the collection of infrastructure names, IP
 * groups, names in network rules.
 *
 * <p><i>Source:</i> Azure docs, Azure Firewall rule processing logic.
 */
final class FirewallPolicy {

    private final String firewall;
    private final List<Collection<DnatRule>> dnat;
    private final List<Collection<NetworkRule>> network;
    private final List<Collection<ApplicationRule>> application;
    private final Map<IpAddress, List<String>> names;

    FirewallPolicy(String firewall, FirewallRules rules, Map<IpAddress, List<String>> names) {
        this.firewall = firewall;
        this.dnat = sorted(rules.dnat());
        this.network = sorted(rules.network());
        this.application = sorted(rules.application());
        this.names = new HashMap<>(names);
    }

    private static <R> List<Collection<R>> sorted(List<Collection<R>> collections) {
        return collections.stream()
                .sorted(Comparator.comparingInt(Collection::priority))
                .toList();
    }

    /** A DNAT rule that matched, and its name in a trace. */
    record DnatMatch(DnatRule rule, RuleReference reference) {}

    /** The DNAT rule for a new flow. */
    Optional<DnatMatch> findDnat(FiveTuple tuple) {
        for (Collection<DnatRule> collection : dnat) {
            for (DnatRule rule : collection.rules()) {
                boolean matches = rule.protocols().contains(tuple.protocol())
                        && rule.destinationAddress().equals(tuple.destination().address())
                        && rule.destinationPort() == tuple.destination().port()
                        && FirewallAddresses.find(
                                        rule.sourceAddresses(), tuple.source().address())
                                == Membership.YES;
                if (matches) {
                    String text = rule.destinationAddress() + ":" + rule.destinationPort() + " -> " + rule.translated();
                    return Optional.of(new DnatMatch(rule, reference("DNAT", collection, rule.name(), text)));
                }
            }
        }
        return Optional.empty();
    }

    /** What network and application rules say about a new flow. */
    FirewallAnswer decide(FiveTuple tuple) {
        List<ConsideredRule> considered = new ArrayList<>();
        for (Collection<NetworkRule> collection : network) {
            for (NetworkRule rule : collection.rules()) {
                RuleReference reference = reference("network", collection, rule.name(), text(rule));
                Membership destination = FirewallAddresses.find(
                        rule.destinationAddresses(), tuple.destination().address());
                String mismatch = mismatch(rule, tuple, destination);
                if (mismatch != null) {
                    considered.add(new ConsideredRule(reference, mismatch));
                } else {
                    Verdict verdict = destination == Membership.UNKNOWN ? Verdict.UNKNOWN_TAG : verdict(collection);
                    return new FirewallAnswer(verdict, Kind.NETWORK, reference, considered);
                }
            }
        }
        return decideByName(tuple, considered);
    }

    private FirewallAnswer decideByName(FiveTuple tuple, List<ConsideredRule> considered) {
        List<String> known = names.getOrDefault(tuple.destination().address(), List.of());
        for (Collection<ApplicationRule> collection : application) {
            for (ApplicationRule rule : collection.rules()) {
                RuleReference reference = reference("application", collection, rule.name(), text(rule));
                String mismatch = mismatch(rule, tuple);
                if (mismatch != null) {
                    considered.add(new ConsideredRule(reference, mismatch));
                } else if (rule.targetFqdns().stream().anyMatch(target -> holds(target, known))) {
                    return new FirewallAnswer(verdict(collection), Kind.APPLICATION, reference, considered);
                } else if (known.isEmpty() || !rule.fqdnTags().isEmpty()) {
                    return new FirewallAnswer(Verdict.UNKNOWN_NAME, Kind.APPLICATION, reference, considered);
                } else {
                    considered.add(new ConsideredRule(reference, String.join(", ", known) + " is not a target"));
                }
            }
        }
        return new FirewallAnswer(Verdict.DENIED, Kind.NONE, null, considered);
    }

    private static boolean holds(String target, List<String> names) {
        if (target.equals("*")) {
            return true;
        }
        return names.stream()
                .anyMatch(name -> target.startsWith("*.")
                        ? name.endsWith(target.substring(1)) && name.length() > target.length() - 1
                        : name.equals(target));
    }

    private static Verdict verdict(Collection<?> collection) {
        return collection.action() == Access.ALLOW ? Verdict.ALLOWED : Verdict.DENIED;
    }

    private static @Nullable String mismatch(NetworkRule rule, FiveTuple tuple, Membership destination) {
        if (!rule.protocols().isEmpty() && !rule.protocols().contains(tuple.protocol())) {
            return "protocol " + tuple.protocol() + " is not one of " + rule.protocols();
        }
        if (FirewallAddresses.find(rule.sourceAddresses(), tuple.source().address()) != Membership.YES) {
            return "source " + tuple.source().address() + " is not in " + String.join(", ", rule.sourceAddresses());
        }
        if (destination == Membership.NO) {
            return "destination " + tuple.destination().address() + " is not in "
                    + String.join(", ", rule.destinationAddresses());
        }
        boolean portFits = rule.destinationPorts().isEmpty()
                || !tuple.protocol().hasPorts()
                || rule.destinationPorts().stream()
                        .anyMatch(range -> range.contains(tuple.destination().port()));
        return portFits
                ? null
                : "destination port " + tuple.destination().port() + " is not one of " + rule.destinationPorts();
    }

    private static @Nullable String mismatch(ApplicationRule rule, FiveTuple tuple) {
        if (tuple.protocol() != Protocol.TCP
                || !rule.ports().contains(tuple.destination().port())) {
            return tuple.protocol() + " port " + tuple.destination().port() + " is none on which it looks for a name";
        }
        return FirewallAddresses.find(rule.sourceAddresses(), tuple.source().address()) == Membership.YES
                ? null
                : "source " + tuple.source().address() + " is not in " + String.join(", ", rule.sourceAddresses());
    }

    private RuleReference reference(String kind, Collection<?> collection, String rule, String text) {
        return new RuleReference(
                "firewall " + firewall + " " + kind + " rule " + collection.name() + "/" + rule + " (priority "
                        + collection.priority() + ")",
                collection.action() == Access.ALLOW ? text : "deny " + text);
    }

    private static String text(NetworkRule rule) {
        String protocols = rule.protocols().isEmpty()
                ? "any"
                : String.join(
                        ",",
                        rule.protocols().stream()
                                .sorted()
                                .map(Protocol::lowerCaseName)
                                .toList());
        String ports = rule.destinationPorts().isEmpty()
                ? ""
                : " ports "
                        + String.join(
                                ",",
                                rule.destinationPorts().stream()
                                        .map(Object::toString)
                                        .toList());
        return protocols + " " + String.join(",", rule.sourceAddresses()) + " -> "
                + String.join(",", rule.destinationAddresses()) + ports;
    }

    private static String text(ApplicationRule rule) {
        List<String> targets = new ArrayList<>(rule.targetFqdns());
        rule.fqdnTags().forEach(tag -> targets.add("tag " + tag));
        return String.join(",", rule.sourceAddresses()) + " -> " + String.join(",", targets);
    }
}
