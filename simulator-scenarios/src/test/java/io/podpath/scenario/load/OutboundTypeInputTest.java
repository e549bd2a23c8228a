package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.aks.AksCluster;
import io.podpath.aks.OutboundType;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Outbound types, NAT gateways and public addresses of nodes: what is read, and what AKS would refuse. */
class OutboundTypeInputTest {

    private static String cluster(String flags) {
        return HEAD + "cluster: {" + flags + "}\n";
    }

    /** A cluster in a subnet of its own that has these settings. */
    private static String ownSubnet(String type, String settings, String more) {
        return cluster("outboundType: " + type + ", vnetSubnetId: corp/nodes")
                + "azure:\n"
                + "  vnets: [{name: corp, addressPrefixes: [10.1.0.0/16],"
                + " subnets: [{name: nodes, addressPrefix: 10.1.0.0/20" + settings + "}]}]\n"
                + more;
    }

    @Test
    void aManagedNatGatewayIsDescribedByFlags() {
        AksCluster.Egress egress = Inputs.only(cluster("outboundType: managedNATGatewayV2, natGatewayIdleTimeout: 30,"
                        + " natGatewayManagedOutboundIpCount: 3, enableNodePublicIp: true"))
                .input()
                .cluster()
                .egress();

        assertThat(egress.outboundType()).isEqualTo(OutboundType.MANAGED_NAT_GATEWAY_V2);
        assertThat(egress.natGateway()).isEqualTo(new AksCluster.ManagedNatGateway(List.of(), 3, 30));
        assertThat(egress.publicIpPools()).isEqualTo(Set.of("nodepool1"));
    }

    @Test
    void aNatGatewayIsReadWithTheSubnetThatNamesIt() {
        AzureEnvironment azure = Inputs.only(
                        ownSubnet(
                                "userAssignedNATGateway",
                                ", natGateway: out, defaultOutboundAccess: false",
                                "  natGateways: [{name: out, publicIps: [20.0.0.30], idleTimeoutInMinutes: 9, sku: StandardV2}]\n"))
                .input()
                .azure();

        assertThat(azure.list(NatGatewaySpec.class))
                .containsExactly(new NatGatewaySpec(
                        "out", List.of(IpAddress.parse("20.0.0.30")), 9, NatGatewaySpec.Sku.STANDARD_V2));
        assertThat(azure.virtualNetworks().get(0).subnets().get(0).settings())
                .satisfies(settings -> assertThat(settings.findNatGateway()).contains("out"))
                .satisfies(
                        settings -> assertThat(settings.defaultOutboundAccess()).isFalse());
    }

    @Test
    void aManagedNatGatewayDoesNotGoIntoAnOwnNetwork() {
        assertThat(errors(ownSubnet("managedNATGateway", "", "")))
                .containsExactly("3:25: 'managedNATGateway' is for a network that AKS creates; in corp/nodes attach a"
                        + " NAT gateway to the subnet and use 'userAssignedNATGateway'");
    }

    @Test
    void anOwnNatGatewayNeedsAnOwnSubnetThatHasIt() {
        assertThat(errors(cluster("outboundType: userAssignedNATGateway")))
                .containsExactly("3:25: 'userAssignedNATGateway' needs a subnet of your own: set vnetSubnetId, or use"
                        + " 'managedNATGateway'");
        assertThat(errors(ownSubnet("userAssignedNATGateway", "", "")))
                .containsExactly("3:25: 'userAssignedNATGateway' needs a NAT gateway on subnet corp/nodes before the"
                        + " cluster is created: set its natGateway");
    }

    @Test
    void userDefinedRoutingNeedsADefaultRouteThatDoesNotLeadToTheInternet() {
        String table =
                "  routeTables: [{name: rt, routes: [{name: out, addressPrefix: 0.0.0.0/0, nextHopType: %s}]}]\n";

        assertThat(errors(cluster("outboundType: userDefinedRouting")))
                .containsExactly("3:25: 'userDefinedRouting' needs a subnet of your own: set vnetSubnetId");
        assertThat(errors(ownSubnet("userDefinedRouting", "", "")))
                .containsExactly(
                        "3:25: 'userDefinedRouting' needs a route table with a route for 0.0.0.0/0 on subnet corp/nodes");
        assertThat(errors(ownSubnet("userDefinedRouting", ", routeTable: rt", table.formatted("Internet"))))
                .containsExactly(
                        "3:25: 'userDefinedRouting' refuses the route out for 0.0.0.0/0: its next hop must be an"
                                + " appliance or a gateway, not Internet");
        assertThat(errors(ownSubnet(
                        "userDefinedRouting",
                        ", routeTable: rt",
                        table.formatted("VirtualAppliance, nextHopIpAddress: 10.1.16.4"))))
                .isEmpty();
    }

    @Test
    void noneInASubnetWithDefaultOutboundAccessIsHardlyMeant() {
        assertThat(warnings(ownSubnet("none", "", "")))
                .containsExactly("3:25: 'none' sets up no way out, but subnet corp/nodes has default outbound access,"
                        + " which lends the nodes an address; set defaultOutboundAccess: false on it");
        assertThat(warnings(ownSubnet("none", ", defaultOutboundAccess: false", "")))
                .isEmpty();
    }

    @Test
    void blockIsForManagedNetworks() {
        assertThat(errors(ownSubnet("block", "", "")))
                .containsExactly(
                        "3:25: 'block' is for a network that AKS creates; in corp/nodes use 'none' and rules of"
                                + " your own");
    }

    @Test
    void natGatewaysMustExistHaveTheirAddressesAloneAndServeOneNetwork() {
        assertThat(errors(HEAD + """
                azure:
                  vnets:
                    - name: a
                      addressPrefixes: [10.1.0.0/16]
                      subnets:
                        - {name: one, addressPrefix: 10.1.0.0/24, natGateway: out}
                        - {name: two, addressPrefix: 10.1.1.0/24, natGateway: outt}
                    - {name: b, addressPrefixes: [10.2.0.0/16], subnets: [{name: GatewaySubnet, addressPrefix: 10.2.0.0/24, natGateway: out}]}
                  natGateways:
                    - {name: out, publicIps: [20.0.0.30]}
                    - {name: also, publicIps: [20.0.0.30]}
                    - {name: none, publicIps: []}
                """))
                .containsExactly(
                        "9:63: there is no NAT gateway 'outt'; did you mean 'out'?",
                        "10:121: a NAT gateway cannot be attached to GatewaySubnet",
                        "10:121: NAT gateway 'out' serves 'a' already; it cannot be attached to subnets of two virtual"
                                + " networks",
                        "13:31: 20.0.0.30 is an address of NAT gateway 'out' already",
                        "14:31: a NAT gateway needs 1 to 16 of 'publicIps', not 0");
    }

    @Test
    void flagsOfAManagedNatGatewayNeedOne() {
        assertThat(errors(cluster("natGatewayIdleTimeout: 10")))
                .containsExactly("3:34: 'natGatewayIdleTimeout' goes with outboundType 'managedNATGateway', not"
                        + " 'loadBalancer'");
    }
}
