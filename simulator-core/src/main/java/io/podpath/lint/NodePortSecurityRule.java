package io.podpath.lint;

import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule that names the node port of a Service whose load balancer keeps the frontend as destination (floating IP): the
 * packets it waits for never come.
 *
 * <p>Silent unless the Service's clients are kept out altogether, since a rule for node ports may also be meant for
 * packets to a node's own address.
 *
 * <p><i>Source:</i> Azure docs, Floating IP for Azure Load Balancer; cloud-provider-azure {@code
 * pkg/provider/azure_loadbalancer.go}.
 */
final class NodePortSecurityRule implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP203",
            "node-port-security-rule",
            "a security rule names a node port, but the load balancer's packets carry frontend and Service port");

    private record Place(NetworkSecurityGroupSpec group, NsgRule rule) {}

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        Map<Place, List<LoadBalancedPort>> byRule = new LinkedHashMap<>();
        for (BlockedClients clients : BlockedClients.list(input)) {
            NetworkSecurityGroupSpec group = clients.blocked().spec();
            for (NsgRule rule : group.rules()) {
                if (clients.port().isFloating() && namesNodePort(rule, clients.port())) {
                    byRule.computeIfAbsent(new Place(group, rule), place -> new ArrayList<>())
                            .add(clients.port());
                }
            }
        }
        List<Finding> findings = new ArrayList<>();
        byRule.forEach((place, ports) -> findings.add(finding(place, ports)));
        return findings;
    }

    private static boolean namesNodePort(NsgRule rule, LoadBalancedPort port) {
        return rule.direction() == TrafficDirection.INBOUND
                && rule.access() == Access.ALLOW
                && rule.findProtocol()
                        .filter(protocol -> protocol != port.port().protocol())
                        .isEmpty()
                && rule.destination().ports().stream()
                        .anyMatch(range -> range.contains(port.port().nodePort()));
    }

    private static Finding finding(Place place, List<LoadBalancedPort> ports) {
        LoadBalancedPort first = ports.get(0);
        return ID.finding(
                Severity.WARNING,
                Subject.azure("nsg", place.group().name()).part(place.rule().name()),
                PlacedGroup.describe(place.rule()) + " of '" + place.group().name() + "' names node port "
                        + first.port().nodePort() + " of Service "
                        + first.service().name()
                        + ", whose packets come to " + first.frontend() + ":"
                        + first.port().port() + (ports.size() > 1 ? " (so do " + (ports.size() - 1) + " more)" : ""),
                new Advice(
                        "load balancer rules of AKS use floating IP: at the node the destination is still the frontend"
                                + " address and the port of the Service; the node port only serves the health probe",
                        "write the rule for destination " + first.frontend() + " and port "
                                + first.port().port() + ", or switch floating IP off with the annotation"
                                + " service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip",
                        "Azure docs, Floating IP for Azure Load Balancer; cloud-provider-azure"
                                + " pkg/provider/azure_loadbalancer.go"));
    }
}
