package io.podpath.azure.resource;

/**
 * Which network policies count for the private endpoints of a subnet: the setting {@code privateEndpointNetworkPolicies}.
 *
 * <p><i>Source:</i> Azure docs, Manage network policies for private endpoints.
 */
public enum PrivateEndpointPolicies {
    /** Neither security groups nor user-defined routes. */
    DISABLED("Disabled"),
    /** Security groups only. */
    SECURITY_GROUPS("NetworkSecurityGroupEnabled"),
    /** User-defined routes only. */
    ROUTE_TABLES("RouteTableEnabled"),
    /** Both. */
    ENABLED("Enabled");

    private final String text;

    PrivateEndpointPolicies(String text) {
        this.text = text;
    }

    /** Azure's spelling. */
    public String text() {
        return text;
    }

    /** Whether security groups filter what comes in to the endpoints. */
    public boolean coverSecurityGroups() {
        return this == SECURITY_GROUPS || this == ENABLED;
    }

    /** Whether a user-defined route may take the place of an endpoint's own route. */
    public boolean coverRouteTables() {
        return this == ROUTE_TABLES || this == ENABLED;
    }
}
