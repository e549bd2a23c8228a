package io.podpath.azure.resource;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is attached to a subnet.
 *
 * @param networkSecurityGroup the name of its group, if any
 * @param routeTable the name of its route table, if any
 * @param natGateway the name of its NAT gateway, if any
 * @param serviceEndpoints services with an endpoint in it, such as {@code Microsoft.Storage}
 * @param endpointPolicies which network policies count for its private endpoints
 * @param defaultOutboundAccess whether Azure lends machines without any other way out a public address
 */
public record SubnetSettings(
        @Nullable String networkSecurityGroup,
        @Nullable String routeTable,
        @Nullable String natGateway,
        List<String> serviceEndpoints,
        PrivateEndpointPolicies endpointPolicies,
        boolean defaultOutboundAccess) {

    /** Nothing attached; default outbound access as every subnet had it before 2026-03-31. */
    public static final SubnetSettings NONE =
            new SubnetSettings(null, null, null, List.of(), PrivateEndpointPolicies.DISABLED, true);

    public SubnetSettings {
        serviceEndpoints = List.copyOf(serviceEndpoints);
    }

    /** The same with this security group. */
    public SubnetSettings withNetworkSecurityGroup(@Nullable String name) {
        return new SubnetSettings(
                name, routeTable, natGateway, serviceEndpoints, endpointPolicies, defaultOutboundAccess);
    }

    /** The same with this route table. */
    public SubnetSettings withRouteTable(@Nullable String name) {
        return new SubnetSettings(
                networkSecurityGroup, name, natGateway, serviceEndpoints, endpointPolicies, defaultOutboundAccess);
    }

    /** The same with this NAT gateway. */
    public SubnetSettings withNatGateway(@Nullable String name) {
        return new SubnetSettings(
                networkSecurityGroup, routeTable, name, serviceEndpoints, endpointPolicies, defaultOutboundAccess);
    }

    /** The same with endpoints of these services. */
    public SubnetSettings withServiceEndpoints(List<String> services) {
        return new SubnetSettings(
                networkSecurityGroup, routeTable, natGateway, services, endpointPolicies, defaultOutboundAccess);
    }

    /** The same with these policies for private endpoints. */
    public SubnetSettings withEndpointPolicies(PrivateEndpointPolicies policies) {
        return new SubnetSettings(
                networkSecurityGroup, routeTable, natGateway, serviceEndpoints, policies, defaultOutboundAccess);
    }

    /** The same with or without default outbound access. */
    public SubnetSettings withDefaultOutboundAccess(boolean access) {
        return new SubnetSettings(
                networkSecurityGroup, routeTable, natGateway, serviceEndpoints, endpointPolicies, access);
    }

    /** The name of its group. */
    public Optional<String> findNetworkSecurityGroup() {
        return Optional.ofNullable(networkSecurityGroup);
    }

    /** The name of its route table. */
    public Optional<String> findRouteTable() {
        return Optional.ofNullable(routeTable);
    }

    /** The name of its NAT gateway. */
    public Optional<String> findNatGateway() {
        return Optional.ofNullable(natGateway);
    }
}
