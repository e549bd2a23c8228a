package io.podpath.azure.resource;

/** Something a person declares around the cluster. Its name is unique among resources of its kind. */
public sealed interface AzureResource
        permits AdminRuleSpec,
                ApplicationGatewaySpec,
                DnsServerSpec,
                FirewallSpec,
                InternetHost,
                LoadBalancerSpec,
                NatGatewaySpec,
                NetworkSecurityGroupSpec,
                NodeResourceGroupSpec,
                OnPremisesSpec,
                PrivateDnsZoneSpec,
                PrivateEndpointSpec,
                PrivateLinkServiceSpec,
                PublicDnsNameSpec,
                PublicIpSpec,
                RouteTableSpec,
                ServiceTagSpec,
                VirtualMachineSpec,
                VirtualNetworkGatewaySpec,
                VirtualNetworkSpec {

    /** The name by which other resources refer to it. */
    String name();
}
