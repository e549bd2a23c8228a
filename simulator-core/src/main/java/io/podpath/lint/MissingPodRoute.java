package io.podpath.lint;

import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.route.EffectiveRoute;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.cluster.Subject;
import io.podpath.cni.NodePlan;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A subnet of kubenet nodes whose effective routes do not lead to the pods of every other node: the table is not attached,
 * or another route takes the place of the cluster's.
 *
 * <p><i>Source:</i> Azure docs, Configure kubenet networking, Bring your own subnet and route table; AKS issues 400, 718,
 * 1500.
 */
final class MissingPodRoute implements LintRule {

    private static final RuleId ID = new RuleId(
            "PP301", "missing-pod-route", "a subnet of kubenet nodes has no route to the pods of some other node");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        if (!input.isKubenet()) {
            return List.of();
        }
        Map<SubnetReference, NodePlan> firstOfSubnet = new LinkedHashMap<>();
        List<NodePlan> nodes = input.network().plan().nodes();
        nodes.forEach(node -> firstOfSubnet.putIfAbsent(node.subnet().reference(), node));
        List<Finding> findings = new ArrayList<>();
        firstOfSubnet.forEach((subnet, node) -> {
            EffectiveRoutes routes = input.network().routesByNic().get(node.name());
            if (routes != null) {
                List<NodePlan> unreachable = nodes.stream()
                        .filter(other -> !other.equals(node) && !leadsTo(other, routes))
                        .toList();
                if (!unreachable.isEmpty()) {
                    findings.add(finding(subnet, unreachable, routes));
                }
            }
        });
        return findings;
    }

    private static boolean leadsTo(NodePlan node, EffectiveRoutes routes) {
        return find(node.requirePodCidr(), routes)
                .filter(route -> route.nextHopType() == NextHopType.VIRTUAL_APPLIANCE)
                .flatMap(EffectiveRoute::findNextHopIp)
                .filter(node.ip()::equals)
                .isPresent();
    }

    private static Optional<EffectiveRoute> find(Cidr pods, EffectiveRoutes routes) {
        IpAddress firstPod = pods.network().plus(2);
        return routes.find(firstPod);
    }

    private static Finding finding(SubnetReference subnet, List<NodePlan> unreachable, EffectiveRoutes routes) {
        NodePlan first = unreachable.get(0);
        String instead = find(first.requirePodCidr(), routes)
                .map(route -> "packets take " + route)
                .orElse("there is no route at all");
        return ID.finding(
                Severity.ERROR,
                Subject.azure("subnet", subnet.toString()).part("routeTable"),
                "subnet " + subnet + " has no route to the pods of "
                        + Words.list(
                                "node", unreachable.stream().map(NodePlan::name).toList())
                        + " (" + first.requirePodCidr() + ": " + instead + ")",
                new Advice(
                        "with kubenet the virtual network does not know pods; a user-defined route for the /24 of each"
                                + " node, in a table attached to every node subnet, is all that leads to them, so pods of"
                                + " one node reach each other and those of other nodes do not",
                        "attach the cluster's route table to the subnet, and leave the routes alone that AKS writes",
                        "Azure docs, Configure kubenet networking; AKS issues 400, 718, 1500"));
    }
}
