package io.podpath.scenario.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the type of a resource that names none by the fields that only this type has. {@code az} leaves the type out
 * where the command says it, and people shorten JSON by hand.
 */
final class ResourceShapes {

    private static final Map<String, List<String>> SHAPES = new LinkedHashMap<>();

    static {
        SHAPES.put(AzureTypes.CLUSTER, List.of("networkProfile", "agentPoolProfiles"));
        SHAPES.put(AzureTypes.VNET, List.of("addressSpace", "subnets"));
        SHAPES.put(AzureTypes.NSG, List.of("securityRules"));
        SHAPES.put(AzureTypes.ROUTE_TABLE, List.of("routes"));
        SHAPES.put(AzureTypes.LOAD_BALANCER, List.of("frontendIpConfigurations", "backendAddressPools"));
        SHAPES.put(AzureTypes.PRIVATE_ENDPOINT, List.of("privateLinkServiceConnections"));
        SHAPES.put(AzureTypes.NIC, List.of("ipConfigurations", "enableIpForwarding"));
        SHAPES.put(AzureTypes.PEERING, List.of("remoteVirtualNetwork", "allowVirtualNetworkAccess"));
        SHAPES.put(AzureTypes.PUBLIC_IP, List.of("publicIpAllocationMethod"));
        SHAPES.put(AzureTypes.FIREWALL, List.of("networkRuleCollections", "ipConfigurations"));
        SHAPES.put(AzureTypes.APPLICATION_GATEWAY, List.of("gatewayIpConfigurations", "requestRoutingRules"));
        SHAPES.put(AzureTypes.VM, List.of("hardwareProfile", "networkProfile"));
    }

    private ResourceShapes() {}

    /** The type, or nothing if no shape fits. */
    static String typeOf(ResourceView resource) {
        for (Map.Entry<String, List<String>> shape : SHAPES.entrySet()) {
            if (shape.getValue().stream().allMatch(field -> resource.find(field).isPresent())) {
                return shape.getKey();
            }
        }
        return resource.find("addressSpace").isPresent() ? AzureTypes.VNET : "";
    }
}
