package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.OutboundType;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSettings;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.cluster.Subject;
import java.util.Optional;

/**
 * Whether an outbound type fits the network of the nodes, as AKS checks before it creates a cluster.
 *
 * <p><i>Source:</i> Azure docs, Customize cluster egress with outbound types in AKS; with a user-defined routing table;
 * Create a managed or user-assigned NAT gateway for AKS; Create a network isolated AKS cluster.
 */
final class OutboundTypeChecks {

    private static final Subject SUBJECT = Subject.cluster("outboundType");

    private final SimulationInput input;
    private final Findings findings;

    OutboundTypeChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.findings = findings;
    }

    void run() {
        OutboundType type = input.cluster().egress().outboundType();
        Optional<SubnetReference> own = input.cluster().findVnetSubnet();
        switch (type) {
            case LOAD_BALANCER -> {}
            case MANAGED_NAT_GATEWAY, MANAGED_NAT_GATEWAY_V2 ->
                own.ifPresent(subnet -> findings.error(
                        SUBJECT,
                        quoted(type) + " is for a network that AKS creates; in " + subnet
                                + " attach a NAT gateway to the" + " subnet and use 'userAssignedNATGateway'"));
            case USER_ASSIGNED_NAT_GATEWAY -> userAssigned(own);
            case USER_DEFINED_ROUTING -> userDefinedRouting(own);
            case NONE -> own.ifPresent(this::none);
            case BLOCK ->
                own.ifPresent(subnet -> findings.error(
                        SUBJECT,
                        "'block' is for a network that AKS creates; in " + subnet
                                + " use 'none' and rules of your own"));
        }
    }

    private static String quoted(OutboundType type) {
        return "'" + type.text() + "'";
    }

    private void userAssigned(Optional<SubnetReference> own) {
        if (own.isEmpty()) {
            findings.error(
                    SUBJECT,
                    "'userAssignedNATGateway' needs a subnet of your own: set vnetSubnetId, or use 'managedNATGateway'");
            return;
        }
        settings(own.get())
                .filter(settings -> settings.findNatGateway().isEmpty())
                .ifPresent(settings -> findings.error(
                        SUBJECT,
                        "'userAssignedNATGateway' needs a NAT gateway on subnet " + own.get()
                                + " before the cluster is created: set its natGateway"));
    }

    private void userDefinedRouting(Optional<SubnetReference> own) {
        if (own.isEmpty()) {
            findings.error(SUBJECT, "'userDefinedRouting' needs a subnet of your own: set vnetSubnetId");
            return;
        }
        Optional<SubnetSettings> settings = settings(own.get());
        if (settings.isEmpty()) {
            return;
        }
        Optional<UserRoute> route = defaultRoute(settings.get());
        if (route.isEmpty()) {
            findings.error(
                    SUBJECT,
                    "'userDefinedRouting' needs a route table with a route for 0.0.0.0/0 on subnet " + own.get());
        } else if (route.get().nextHopType() == NextHopType.INTERNET) {
            findings.error(
                    SUBJECT,
                    "'userDefinedRouting' refuses the route " + route.get().name() + " for 0.0.0.0/0: its next hop must"
                            + " be an appliance or a gateway, not Internet");
        }
    }

    private void none(SubnetReference own) {
        settings(own)
                .filter(SubnetSettings::defaultOutboundAccess)
                .filter(settings -> settings.findNatGateway().isEmpty())
                .filter(settings -> defaultRoute(settings).isEmpty())
                .ifPresent(settings -> findings.warning(
                        SUBJECT,
                        "'none' sets up no way out, but subnet " + own + " has default outbound access, which lends the"
                                + " nodes an address; set defaultOutboundAccess: false on it"));
    }

    private Optional<SubnetSettings> settings(SubnetReference reference) {
        return input.azure()
                .find(VirtualNetworkSpec.class, reference.virtualNetwork())
                .flatMap(network -> network.subnets().stream()
                        .filter(subnet -> subnet.name().equals(reference.subnet()))
                        .findFirst())
                .map(SubnetSpec::settings);
    }

    private Optional<UserRoute> defaultRoute(SubnetSettings settings) {
        return settings.findRouteTable()
                .flatMap(name -> input.azure().find(RouteTableSpec.class, name))
                .flatMap(table -> table.routes().stream()
                        .filter(route -> route.addressPrefix().prefixLength() == 0)
                        .findFirst());
    }
}
