package io.podpath.scenario.load;

import io.podpath.azure.resource.FirewallRules;
import io.podpath.azure.resource.FirewallRules.Collection;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.cluster.Subject;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads firewalls; the collections of rules have the names and shapes that {@code az network firewall} prints. */
final class FirewallReader {

    private static final Map<String, Access> ACTIONS = Choices.of(Access.values(), Access::text);
    private static final String IANA = "IANAPrivateRanges";
    private static final int LEAST_PRIORITY = 100;
    private static final int MOST_PRIORITY = 65_000;

    private final Locations locations;

    FirewallReader(Locations locations) {
        this.locations = locations;
    }

    Optional<FirewallSpec> firewall(Fields firewall) {
        Optional<String> name = firewall.required("name");
        Optional<String> vnet = firewall.required("vnet");
        Optional<IpAddress> privateIp = firewall.address("privateIp");
        List<IpAddress> publicIps = firewall.list("publicIps", firewall.values()::address);
        FirewallRules rules = new FirewallRules(
                collections(firewall, "natRuleCollections", false, FirewallRuleReader::dnat),
                collections(firewall, "networkRuleCollections", true, FirewallRuleReader::network),
                collections(firewall, "applicationRuleCollections", true, FirewallRuleReader::application));
        List<Cidr> privateRanges = privateRanges(firewall);
        Subject subject = Subject.azure("firewall", name.orElse(""));
        locations.put(subject, firewall.at("name"));
        for (String part : List.of("vnet", "privateIp", "publicIps")) {
            locations.put(subject.part(part), firewall.at(part));
        }
        return name.isPresent() && vnet.isPresent()
                ? Optional.of(new FirewallSpec(
                        name.get(), vnet.get(), privateIp.orElse(null), publicIps, rules, privateRanges))
                : Optional.empty();
    }

    private static List<Cidr> privateRanges(Fields firewall) {
        if (!firewall.has("privateRanges")) {
            return FirewallSpec.IANA_PRIVATE_RANGES;
        }
        List<Cidr> ranges = new ArrayList<>();
        for (SourceNode item : firewall.items("privateRanges")) {
            boolean isIana = item instanceof ScalarNode scalar && scalar.text().equals(IANA);
            if (isIana) {
                ranges.addAll(FirewallSpec.IANA_PRIVATE_RANGES);
            } else {
                firewall.values().range(item, "privateRanges").ifPresent(ranges::add);
            }
        }
        return ranges;
    }

    private static <R> List<Collection<R>> collections(
            Fields firewall, String what, boolean hasAction, Function<Fields, Optional<R>> reader) {
        List<Collection<R>> collections = new ArrayList<>();
        for (Fields collection : firewall.objects(what)) {
            Optional<String> name = collection.required("name");
            int priority = collection
                    .requiredInteger("priority", LEAST_PRIORITY, MOST_PRIORITY)
                    .orElse(LEAST_PRIORITY);
            Access action = hasAction
                    ? collection
                            .required(
                                    "action",
                                    (node, field) -> collection.values().choice(node, field, ACTIONS))
                            .orElse(Access.DENY)
                    : Access.ALLOW;
            List<R> rules = new ArrayList<>();
            collection.objects("rules").forEach(rule -> reader.apply(rule).ifPresent(rules::add));
            name.ifPresent(found -> collections.add(new Collection<>(found, priority, action, rules)));
        }
        return collections;
    }
}
