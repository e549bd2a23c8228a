package io.podpath.controlplane;

import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cni.ClusterPlan;
import io.podpath.http.HttpProxies;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What controllers of application gateways do in Azure, so that their gateways reach pods.
 *
 * <p>With kubenet AGIC attaches the cluster's route table to the gateway's subnet if that has none; a subnet whose {@code
 * routeTable} is {@value AksNetworkBuilder#NO_ROUTE_TABLE} stays without, as when AGIC may not change it. With Overlay AGIC
 * and the ALB controller extend the routing domain to the gateway's subnet, in the cluster's own virtual network only.
 *
 * <p><i>Source:</i> AGIC docs, How to setup networking; AGIC {@code pkg/cni}; Azure docs, Container networking with
 * Application Gateway for Containers.
 */
public final class IngressGateways {

    private final List<ApplicationGatewaySpec> gateways;
    private final AzureEnvironment azure;

    /** The gateways around a cluster that a controller in it runs. */
    public IngressGateways(AzureEnvironment azure, ClusterPlan plan) {
        this.azure = azure;
        boolean runsAgic = HttpProxies.usesApplicationGateway(plan.objects().httpRouting());
        this.gateways = azure.list(ApplicationGatewaySpec.class).stream()
                .filter(gateway -> runsAgic || gateway.kind() == ApplicationGatewaySpec.Kind.FOR_CONTAINERS)
                .toList();
    }

    /** Whether AGIC gives the subnet the cluster's route table. */
    public boolean takesRouteTable(SubnetReference subnet) {
        boolean isOfGateway = gateways.stream()
                .anyMatch(gateway -> gateway.kind() == ApplicationGatewaySpec.Kind.V2
                        && gateway.subnet().equals(subnet));
        return isOfGateway && !hasTable(subnet);
    }

    private boolean hasTable(SubnetReference reference) {
        return azure.virtualNetworks().stream()
                .filter(network -> network.name().equals(reference.virtualNetwork()))
                .flatMap(network -> network.subnets().stream())
                .filter(subnet -> subnet.name().equals(reference.subnet()))
                .anyMatch(subnet -> subnet.settings().findRouteTable().isPresent());
    }

    /** The gateways that become members of the overlay of a cluster with nodes in this subnet. */
    public Set<String> overlayMembers(SubnetReference nodes) {
        return gateways.stream()
                .filter(gateway -> gateway.subnet().virtualNetwork().equals(nodes.virtualNetwork()))
                .map(ApplicationGatewaySpec::name)
                .collect(Collectors.toSet());
    }
}
