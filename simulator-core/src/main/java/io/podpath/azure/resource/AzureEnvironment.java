package io.podpath.azure.resource;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a person declares around the cluster.
 *
 * @param resources everything declared, in order
 * @param notModelled names of declared things that podpath does not walk
 */
public record AzureEnvironment(List<AzureResource> resources, List<String> notModelled) {

    /** Nothing declared. */
    public static final AzureEnvironment EMPTY = of(List.of());

    public AzureEnvironment {
        resources = List.copyOf(resources);
        notModelled = List.copyOf(notModelled);
    }

    /** An environment of these resources, all of them walked. */
    public static AzureEnvironment of(Collection<? extends AzureResource> resources) {
        return new AzureEnvironment(List.copyOf(resources), List.of());
    }

    /** All resources of a kind, in the order they were declared. */
    public <T extends AzureResource> List<T> list(Class<T> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The resource of this kind and name. */
    public <T extends AzureResource> Optional<T> find(Class<T> kind, String name) {
        return list(kind).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst();
    }

    /** The virtual networks; empty for the one AKS would create. */
    public List<VirtualNetworkSpec> virtualNetworks() {
        return list(VirtualNetworkSpec.class);
    }

    /** The groups that subnets and NICs name. */
    public List<NetworkSecurityGroupSpec> networkSecurityGroups() {
        return list(NetworkSecurityGroupSpec.class);
    }

    /** The route tables that subnets name. */
    public List<RouteTableSpec> routeTables() {
        return list(RouteTableSpec.class);
    }

    /** Machines beside the cluster. */
    public List<VirtualMachineSpec> virtualMachines() {
        return list(VirtualMachineSpec.class);
    }

    /** Machines on the internet. */
    public List<InternetHost> internetHosts() {
        return list(InternetHost.class);
    }

    /** Gateways to networks outside Azure. */
    public List<VirtualNetworkGatewaySpec> gateways() {
        return list(VirtualNetworkGatewaySpec.class);
    }

    /** Networks outside Azure. */
    public List<OnPremisesSpec> onPremises() {
        return list(OnPremisesSpec.class);
    }

    /** Private endpoints. */
    public List<PrivateEndpointSpec> privateEndpoints() {
        return list(PrivateEndpointSpec.class);
    }

    /** What AKS has really made, if that is given. */
    public Optional<NodeResourceGroupSpec> findNodeResourceGroup() {
        return list(NodeResourceGroupSpec.class).stream().findFirst();
    }
}
