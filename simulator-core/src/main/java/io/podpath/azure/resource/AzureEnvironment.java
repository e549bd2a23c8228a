package io.podpath.azure.resource;

import java.util.List;

/**
 * What a person declares around the cluster.
 *
 * @param virtualNetworks the virtual networks; empty for the one AKS would create
 * @param networkSecurityGroups the groups that subnets and NICs name
 * @param routeTables the route tables that subnets name
 * @param virtualMachines machines beside the cluster
 * @param internetHosts machines on the internet
 * @param notModelled names of declared things podpath does not walk yet, such as gateways and firewalls
 */
public record AzureEnvironment(
        List<VirtualNetworkSpec> virtualNetworks,
        List<NetworkSecurityGroupSpec> networkSecurityGroups,
        List<RouteTableSpec> routeTables,
        List<VirtualMachineSpec> virtualMachines,
        List<InternetHost> internetHosts,
        List<String> notModelled) {

    /** Nothing declared. */
    public static final AzureEnvironment EMPTY =
            new AzureEnvironment(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public AzureEnvironment {
        virtualNetworks = List.copyOf(virtualNetworks);
        networkSecurityGroups = List.copyOf(networkSecurityGroups);
        routeTables = List.copyOf(routeTables);
        virtualMachines = List.copyOf(virtualMachines);
        internetHosts = List.copyOf(internetHosts);
        notModelled = List.copyOf(notModelled);
    }
}
