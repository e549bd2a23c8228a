package io.podpath.scenario.load;

import io.podpath.azure.resource.NodeResourceGroupSpec;
import io.podpath.azure.resource.NodeResourceGroupSpec.LoadBalancing;
import io.podpath.azure.resource.NodeResourceGroupSpec.Routes;
import io.podpath.azure.resource.NodeResourceGroupSpec.Rule;
import io.podpath.azure.resource.NodeResourceGroupSpec.RuleSettings;
import io.podpath.azure.resource.NodeResourceGroupSpec.Security;
import io.podpath.cluster.Subject;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what AKS has really made for the cluster. */
final class NodeResourceGroupReader {

    private static final Map<String, String> PROTOCOLS = Choices.words("Tcp", "Udp", "All");
    private static final int MAX_PORT = 65_535;

    private final Locations locations;

    NodeResourceGroupReader(Locations locations) {
        this.locations = locations;
    }

    Optional<NodeResourceGroupSpec> read(Fields group) {
        Optional<String> name = group.required("name");
        Subject subject = Subject.azure("nodeResourceGroup", name.orElse(""));
        for (String part : List.of("nodeNicSecurityGroup", "loadBalancingRules", "nodeIps")) {
            locations.put(subject.part(part), group.at(part));
        }
        locations.put(subject, group.at("name"));
        Optional<String> nicGroup = group.text("nodeNicSecurityGroup");
        boolean hasGroups = !group.texts("networkSecurityGroups").isEmpty() || nicGroup.isPresent();
        Routes routes = group.flag("routeTablesGiven") ? Routes.GIVEN : Routes.AS_AKS_WRITES_THEM;
        List<Rule> rules = new ArrayList<>();
        group.objects("loadBalancingRules").forEach(rule -> rule(rule).ifPresent(rules::add));
        List<IpAddress> nodeIps = group.list("nodeIps", group.values()::address);
        Map<IpAddress, IpAddress> publicIps = new HashMap<>();
        for (Fields pair : group.objects("nodePublicIps")) {
            Optional<IpAddress> node = pair.required("nodeIp", pair.values()::address);
            Optional<IpAddress> publicIp = pair.required("publicIp", pair.values()::address);
            node.ifPresent(found -> publicIp.ifPresent(address -> publicIps.put(found, address)));
        }
        return name.map(found -> new NodeResourceGroupSpec(
                found,
                hasGroups ? new Security(nicGroup.orElse(null)) : null,
                routes,
                group.has("loadBalancingRules") ? new LoadBalancing(rules) : null,
                new HashSet<>(nodeIps),
                publicIps));
    }

    private static Optional<Rule> rule(Fields rule) {
        Optional<String> protocol =
                rule.required("protocol", (node, what) -> rule.values().choice(node, what, PROTOCOLS));
        Optional<IpAddress> frontend = rule.required("frontendIp", rule.values()::address);
        OptionalInt port = rule.requiredInteger("frontendPort", 0, MAX_PORT);
        return protocol.isPresent() && frontend.isPresent() && port.isPresent()
                ? Optional.of(new Rule(
                        Protocol.find(protocol.get()).orElse(null), frontend.get(), port.getAsInt(), settings(rule)))
                : Optional.empty();
    }

    private static RuleSettings settings(Fields rule) {
        OptionalInt backendPort = rule.integer("backendPort", 0, MAX_PORT);
        return new RuleSettings(
                backendPort.isPresent() ? backendPort.getAsInt() : null,
                rule.has("enableFloatingIP") ? LoadBalancerReader.floatingIp(rule) : null,
                LoadBalancerReader.distribution(rule).orElse(null),
                rule.has("idleTimeoutInMinutes") ? LoadBalancerReader.idle(rule) : null,
                rule.object("probe").flatMap(LoadBalancerReader::probe).orElse(null));
    }
}
