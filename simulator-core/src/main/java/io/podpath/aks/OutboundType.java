package io.podpath.aks;

/**
 * {@code --outbound-type}: how AKS arranges the nodes' way to the internet.
 *
 * <p>Nodes keep what the subnet has besides: a NAT gateway that somebody attached wins over AKS's outbound rule.
 *
 * <p><i>Source:</i> Azure docs, Customize cluster egress with outbound types in AKS; Create a managed or user-assigned
 * NAT gateway for AKS.
 */
public enum OutboundType {
    /** An outbound rule of AKS's load balancer. */
    LOAD_BALANCER("loadBalancer"),
    /** A NAT gateway that AKS creates in a network of its own. */
    MANAGED_NAT_GATEWAY("managedNATGateway"),
    /** The same of the SKU StandardV2. */
    MANAGED_NAT_GATEWAY_V2("managedNATGatewayV2"),
    /** A NAT gateway that the subnet has already. */
    USER_ASSIGNED_NAT_GATEWAY("userAssignedNATGateway"),
    /** Whatever the route for 0.0.0.0/0 leads to. */
    USER_DEFINED_ROUTING("userDefinedRouting"),
    /** Nothing, and no check for a default route. */
    NONE("none"),
    /** Nothing, and security rules that keep packets from the internet. */
    BLOCK("block");

    private final String text;

    OutboundType(String text) {
        this.text = text;
    }

    /** AKS's spelling. */
    public String text() {
        return text;
    }

    /** Whether AKS creates a NAT gateway. */
    public boolean isManagedNatGateway() {
        return this == MANAGED_NAT_GATEWAY || this == MANAGED_NAT_GATEWAY_V2;
    }
}
