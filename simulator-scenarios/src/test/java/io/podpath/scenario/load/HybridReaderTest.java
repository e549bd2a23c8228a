package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.PeeringSpec;
import io.podpath.azure.resource.PrivateEndpointPolicies;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec;
import io.podpath.azure.resource.VirtualNetworkGatewaySpec.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gateways, networks outside Azure, private endpoints and peering flags, read and checked. */
class HybridReaderTest {

    private static final String HUB = HEAD + """
            cluster: {vnetSubnetId: corp/nodes}
            azure:
              vnets:
                - name: corp
                  addressPrefixes: [10.1.0.0/16]
                  peerings: [{remoteVnet: hub, allowForwardedTraffic: true, useRemoteGateways: true}]
                  subnets:
                    - {name: nodes, addressPrefix: 10.1.1.0/24, privateEndpointNetworkPolicies: RouteTableEnabled}
                - name: hub
                  addressPrefixes: [10.2.0.0/16]
                  peerings: [{remoteVnet: corp, allowGatewayTransit: true}]
                  subnets: [{name: GatewaySubnet, addressPrefix: 10.2.0.0/27}]
            """;

    @Test
    void aHubWithEverythingIsReadWithoutComplaint() {
        String text = HUB + """
                  gateways: [{name: hub-er, vnet: hub, gatewayType: ExpressRoute}]
                  onPrem: [{name: dc, gateway: hub-er, prefixes: [192.168.0.0/16], hosts: [{name: m, ip: 192.168.1.1}]}]
                  privateEndpoints: [{name: sql, subnet: corp/nodes, privateIp: 10.1.1.50, listen: [tcp/1433]}]
                """;
        AzureEnvironment azure = Inputs.only(text).input().azure();

        assertThat(warnings(text)).isEmpty();
        assertThat(azure.notModelled()).isEmpty();
        assertThat(azure.gateways())
                .containsExactly(new VirtualNetworkGatewaySpec("hub-er", "hub", Kind.EXPRESS_ROUTE));
        assertThat(azure.onPremises())
                .singleElement()
                .satisfies(site -> assertThat(site.hosts()).hasSize(1));
        assertThat(azure.privateEndpoints())
                .singleElement()
                .satisfies(endpoint -> assertThat(endpoint.listeners()).hasToString("[tcp/1433]"));
        assertThat(azure.virtualNetworks().get(0).peerings())
                .containsExactly(new PeeringSpec("hub", true, true, false, true));
        assertThat(azure.virtualNetworks().get(0).subnets().get(0).settings().endpointPolicies())
                .isEqualTo(PrivateEndpointPolicies.ROUTE_TABLES);
    }

    @Test
    void whatAzureWouldRejectIsAnError() {
        assertThat(errors(HUB + "  gateways: [{name: g, vnet: corp}]\n"))
                .contains("15:30: 'corp' has no subnet of the name 'GatewaySubnet', where a gateway stands");
        assertThat(errors(HUB))
                .containsExactly(
                        "8:17: useRemoteGateways needs a gateway in 'hub' and allowGatewayTransit on its side of the peering");
        assertThat(errors(HUB + """
                  gateways: [{name: g, vnet: hub}, {name: h, vnet: hub}]
                  onPrem: [{name: dc, gateway: gg, prefixes: [192.168.0.0/16], hosts: [{name: m, ip: 10.9.1.1}]}]
                  vms: [{name: vm, subnet: hub/GatewaySubnet}]
                """))
                .contains(
                        "16:32: there is no gateway 'gg'; did you mean 'g'?",
                        "16:86: 10.9.1.1 is outside the site's ranges [192.168.0.0/16]",
                        "17:28: machines cannot be placed in 'GatewaySubnet', which is for virtual network gateways");
    }

    @Test
    void aServiceTagWithoutPrefixesCannotBeRouted() {
        String table = HEAD + """
                azure:
                  routeTables:
                    - name: t
                      routes: [{name: s, addressPrefix: Storage, nextHopType: Internet}]
                """;

        assertThat(errors(table))
                .containsExactly(
                        "6:41: podpath does not know what the service tag 'Storage' stands for; give its prefixes"
                                + " under azure.serviceTags");
    }

    @Test
    void aProbeOfAHostThatIsNotThereNamesThoseThatAre() {
        List<String> errors = errors(HUB + """
                  gateways: [{name: g, vnet: hub}]
                  onPrem: [{name: dc, gateway: g, prefixes: [192.168.0.0/16], hosts: [{name: mainframe, ip: 192.168.1.1}]}]
                probes: [{name: p, from: node/node-0, to: "onprem/mainfrane:443"}]
                """);

        assertThat(errors)
                .containsExactly("17:43: there is no host outside Azure 'mainfrane'; did you mean 'mainframe'?");
    }
}
