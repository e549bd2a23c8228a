package io.podpath.cni;

import io.podpath.azure.fabric.OverlayDomain;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.provider.ServiceSecurityRules;
import io.podpath.azure.resource.AdminRuleSpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.NetworkSecurityGroupSpec;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.security.NicSecurity;
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
    private final ServiceFrontends frontends;
    private final List<AdminRuleSpec> adminRules;
    private final List<NetworkSecurityGroupSpec> groups;
    private final List<RouteTableSpec> routeTables;
    private final Map<SubnetReference, NodeSubnet> nodeSubnets;
    private final boolean createsRouteTable;
    private final List<NatGatewaySpec> natGateways;

    AksResources(ClusterPlan plan, AzureEnvironment azure, ServiceFrontends frontends) {
        this.plan = plan;
        this.frontends = frontends;
        this.adminRules = azure.list(AdminRuleSpec.class);
        this.groups = new ArrayList<>(azure.networkSecurityGroups());
        List<NsgRule> rules = new ArrayList<>(ServiceSecurityRules.write(frontends.securityServices(), List.of()));
        if (egress().outboundType() == OutboundType.BLOCK) {
            rules.add(BLOCK_INTERNET);
        }
        this.natGateways = azure.list(NatGatewaySpec.class);
        groups.add(new NetworkSecurityGroupSpec(GROUP, rules));
        List<UserRoute> userRoutes = plan.model().userRoutes(plan.nodes());
        this.nodeSubnets = plan.nodes().stream()
                .map(NodePlan::subnet)
                .collect(Collectors.toMap(NodeSubnet::reference, subnet -> subnet, (a, b) -> a));
        Set<String> tablesOfNodes = nodeSubnets.values().stream()
                .flatMap(subnet -> subnet.subnet().settings().findRouteTable().stream())
                .collect(Collectors.toSet());
        this.createsRouteTable = !userRoutes.isEmpty()
                && !nodeSubnets.values().stream()
                        .allMatch(subnet ->
                                subnet.subnet().settings().findRouteTable().isPresent());
        this.routeTables = new ArrayList<>();
        for (RouteTableSpec table : azure.routeTables()) {
            routeTables.add(tablesOfNodes.contains(table.name()) ? extend(table, userRoutes) : table);
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
        boolean attaches = plan.subnet().managed() && plan.subnet().reference().equals(subnet);
        return attaches ? Optional.of(GROUP) : Optional.empty();
    }

    /** The group AKS attaches to the NICs of nodes: in one's own network. */
    Optional<String> findNodeNicGroup() {
        return plan.subnet().managed() ? Optional.empty() : Optional.of(GROUP);
    }

    /** The table AKS attaches to a subnet. */
    Optional<String> findRouteTable(SubnetReference subnet) {
        NodeSubnet ofNodes = nodeSubnets.get(subnet);
        boolean attaches = createsRouteTable
                && ofNodes != null
                && ofNodes.subnet().settings().findRouteTable().isEmpty();
        return attaches ? Optional.of(ROUTE_TABLE) : Optional.empty();
    }

    List<OverlayDomain> overlays() {
        return plan.model().overlays(plan.cluster(), plan.nodes());
    }

    /** The load balancer, with backends that the probes find through the security of their NICs. */
    LoadBalancerConfig loadBalancer(Map<String, NicSecurity> securityByNic) {
        LoadBalancerConfig config = frontends.loadBalancer();
        return new LoadBalancerConfig(
                config.name(),
                config.frontends(),
                config.rules(),
                config.backends(),
                new ProbeAdmission(config.health(), frontends.probePorts(), securityByNic),
                config.outboundRules());
    }

    /** How the cluster reaches the internet. */
    AksCluster.Egress egress() {
        return plan.cluster().egress();
    }

    /** The NAT gateways somebody declared. */
    List<NatGatewaySpec> natGateways() {
        return natGateways;
    }

    /**
     * NICs in the backend pool of a load balancer that exists: AKS creates it for its outbound rule or for the first
     * Service. Standard load balancers are closed by default, so these NICs get no default outbound access.
     */
    Set<String> loadBalancedNics() {
        LoadBalancerConfig config = frontends.loadBalancer();
        boolean exists = !config.outboundRules().isEmpty() || !config.rules().isEmpty();
        return exists ? config.backends().stream().map(Backend::nic).collect(Collectors.toSet()) : Set.of();
    }
}
