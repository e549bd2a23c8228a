package io.podpath.assembly;

import io.podpath.aks.AksCluster;
import io.podpath.aks.OutboundType;
import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.azure.provider.ServiceSecurityRules;
import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.cni.NodeSubnet;
import io.podpath.controlplane.IngressGateways;
import io.podpath.controlplane.ServiceFrontends;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What AKS creates in Azure for a cluster: a security group with rules for its Services, a route table for kubenet, and a
 * load balancer.
 *
 * <p>In a network of its own AKS attaches its group to the subnet; in one's own network it attaches it to the nodes'
 * NICs. kubenet's routes go into the table the subnet has, or into one AKS creates and attaches; a subnet whose {@code
 * routeTable} is {@value AksNetworkBuilder#NO_ROUTE_TABLE} stays without, which is what happens when AKS may not change the subnet.
 * What is given as it really is ({@link GivenAksResources}) is not written.
 *
 * <p><i>Source:</i> Azure docs, Support policies for AKS; Use kubenet; azure-docs pull request 78162.
 */
final class AksResources {

    private static final String GROUP = "aks-agentpool-nsg";
    private static final String ROUTE_TABLE = "aks-agentpool-routetable";

    /** Azure does not publish name and priority of the rule behind outbound type block. */
    private static final NsgRule BLOCK_INTERNET = new NsgRule(
            "BlockInternetOutbound",
            4_096,
            NsgRule.TrafficDirection.OUTBOUND,
            NsgRule.Access.DENY,
            null,
            NsgRule.Side.ANY,
            new NsgRule.Side(List.of("Internet"), List.of()));

    private final ClusterPlan plan;
    private final List<AdminRuleSpec> adminRules;
    private final List<NetworkSecurityGroupSpec> groups;
    private final List<RouteTableSpec> routeTables;
    private final Map<SubnetReference, NodeSubnet> nodeSubnets;
    private final boolean createsRouteTable;
    private final List<NatGatewaySpec> natGateways;
    private final GivenAksResources given;
    private final IngressGateways gateways;

    AksResources(ClusterPlan plan, AzureEnvironment azure, ServiceFrontends frontends) {
        this.plan = plan;
        this.given = new GivenAksResources(azure.findNodeResourceGroup().orElse(null));
        this.adminRules = azure.list(AdminRuleSpec.class);
        this.groups = new ArrayList<>(azure.networkSecurityGroups());
        List<NsgRule> rules = new ArrayList<>(ServiceSecurityRules.write(frontends.securityServices(), List.of()));
        if (egress().outboundType() == OutboundType.BLOCK) {
            rules.add(BLOCK_INTERNET);
        }
        this.natGateways = azure.list(NatGatewaySpec.class);
        if (!given.hasSecurity()) {
            groups.add(new NetworkSecurityGroupSpec(GROUP, rules));
        }
        List<UserRoute> userRoutes = plan.model().userRoutes(plan.nodes());
        this.nodeSubnets = plan.nodes().stream()
                .map(NodePlan::subnet)
                .collect(Collectors.toMap(NodeSubnet::reference, subnet -> subnet, (a, b) -> a));
        Set<String> tablesOfNodes = nodeSubnets.values().stream()
                .flatMap(subnet -> subnet.subnet().settings().findRouteTable().stream())
                .collect(Collectors.toSet());
        this.createsRouteTable = !given.hasRoutes()
                && !userRoutes.isEmpty()
                && !nodeSubnets.values().stream()
                        .allMatch(subnet ->
                                subnet.subnet().settings().findRouteTable().isPresent());
        this.gateways = new IngressGateways(azure, plan);
        this.routeTables = new ArrayList<>();
        for (RouteTableSpec table : azure.routeTables()) {
            boolean isFilled = tablesOfNodes.contains(table.name()) && !given.hasRoutes();
            routeTables.add(isFilled ? extend(table, userRoutes) : table);
        }
        if (createsRouteTable) {
            routeTables.add(RouteTableSpec.of(ROUTE_TABLE, userRoutes));
        }
    }

    private static RouteTableSpec extend(RouteTableSpec table, List<UserRoute> more) {
        List<UserRoute> routes = new ArrayList<>(table.routes());
        for (UserRoute route : more) {
            boolean present = table.routes().stream()
                    .anyMatch(other -> other.addressPrefix().equals(route.addressPrefix()));
            if (!present) {
                routes.add(route);
            }
        }
        return table.withRoutes(routes);
    }

    NodeSubnet nodeSubnet() {
        return plan.subnet();
    }

    List<NetworkSecurityGroupSpec> groups() {
        return groups;
    }

    List<AdminRuleSpec> adminRules() {
        return adminRules;
    }

    List<RouteTableSpec> routeTables() {
        return routeTables;
    }

    /** The group AKS attaches to a subnet: to that of the nodes, in a network of its own. */
    Optional<String> findSubnetGroup(SubnetReference subnet) {
        boolean attaches = !given.hasSecurity()
                && plan.subnet().managed()
                && plan.subnet().reference().equals(subnet);
        return attaches ? Optional.of(GROUP) : Optional.empty();
    }

    /** The group AKS attaches to the NICs of nodes: in one's own network. */
    Optional<String> findNodeNicGroup() {
        if (given.hasSecurity()) {
            return given.findNodeNicGroup();
        }
        return plan.subnet().managed() ? Optional.empty() : Optional.of(GROUP);
    }

    /** The table AKS attaches to a subnet of nodes, or AGIC to that of its gateway. */
    Optional<String> findRouteTable(SubnetReference subnet) {
        NodeSubnet ofNodes = nodeSubnets.get(subnet);
        if (createsRouteTable && ofNodes != null) {
            return ofNodes.subnet().settings().findRouteTable().isEmpty() ? Optional.of(ROUTE_TABLE) : Optional.empty();
        }
        return gateways.takesRouteTable(subnet) ? clusterTable() : Optional.empty();
    }

    private Optional<String> clusterTable() {
        if (createsRouteTable) {
            return Optional.of(ROUTE_TABLE);
        }
        return plan.model().userRoutes(plan.nodes()).isEmpty()
                ? Optional.empty()
                : plan.subnet().subnet().settings().findRouteTable();
    }

    List<OverlayDomain> overlays() {
        Set<String> members = gateways.overlayMembers(plan.subnet().reference());
        return plan.model().overlays(plan.cluster(), plan.nodes()).stream()
                .map(domain -> domain.extendedTo(members))
                .toList();
    }

    /** The public address a node is known to have. */
    Optional<IpAddress> findNodePublicIp(IpAddress node) {
        return given.findNodePublicIp(node);
    }

    /** What is known of the resources AKS has made. */
    GivenAksResources given() {
        return given;
    }

    /** How the cluster reaches the internet. */
    AksCluster.Egress egress() {
        return plan.cluster().egress();
    }

    /** The NAT gateways somebody declared. */
    List<NatGatewaySpec> natGateways() {
        return natGateways;
    }
}
