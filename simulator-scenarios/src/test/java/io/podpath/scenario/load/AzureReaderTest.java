package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static io.podpath.scenario.load.Inputs.errors;
import static io.podpath.scenario.load.Inputs.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.NsgRule;
import io.podpath.azure.resource.NsgRule.Access;
import io.podpath.azure.resource.NsgRule.PortRange;
import io.podpath.azure.resource.NsgRule.Side;
import io.podpath.azure.resource.NsgRule.TrafficDirection;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.UserRoute;
import io.podpath.model.Cidr;
import io.podpath.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is around the cluster, inline and as Azure prints it. */
class AzureReaderTest {

    @TempDir
    Path folder;

    @Test
    void flatAndNestedJsonMeanTheSameAsInline() throws IOException {
        String inline = """
                azure:
                  vnets:
                    - name: hub
                      addressPrefixes: [10.0.0.0/16]
                      subnets: [{name: a, addressPrefix: 10.0.1.0/24, nsg: guard, routeTable: rt}]
                  nsgs:
                    - name: guard
                      rules:
                        - {name: web, priority: 110, direction: Inbound, access: Allow, protocol: Tcp, sourceAddressPrefix: "*", destinationAddressPrefixes: [10.0.1.4, 10.0.1.5], destinationPortRanges: ["80", "8000-8080"]}
                  routeTables:
                    - name: rt
                      routes: [{name: out, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.9.4}]
                """;
        AzureEnvironment expected = Inputs.only(HEAD + inline).input().azure();
        String id = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/";
        String vnet = """
                "name": "hub", "type": "Microsoft.Network/virtualNetworks", %s
                "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                "subnets": [{"name": "a", %s "addressPrefix": "10.0.1.0/24",
                  "networkSecurityGroup": {"id": "IDnetworkSecurityGroups/GUARD"},
                  "routeTable": {"id": "IDrouteTables/rt"} %s}], "virtualNetworkPeerings": [] %s
                """.replace("ID", id);
        String nsg = """
                "id": "IDnetworkSecurityGroups/guard", "name": "guard", "type": "Microsoft.Network/networkSecurityGroups", %s
                "defaultSecurityRules": [{"name": "AllowVnetInBound", "priority": 65000}],
                "securityRules": [{"name": "web", %s "priority": 110, "direction": "inbound", "access": "Allow",
                  "protocol": "TCP", "sourceAddressPrefix": "*", "sourceAddressPrefixes": [], "sourcePortRange": "*",
                  "sourcePortRanges": [], "destinationAddressPrefix": "", "destinationPortRange": null,
                  "destinationAddressPrefixes": ["10.0.1.4", "10.0.1.5"], "destinationPortRanges": ["80", "8000-8080"] %s}] %s
                """.replace("ID", id);
        String table = """
                "name": "rt", "type": "Microsoft.Network/routeTables", %s "disableBgpRoutePropagation": false,
                "routes": [{"name": "out", %s "addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance",
                  "nextHopIpAddress": "10.0.9.4" %s}] %s
                """;
        String other = "{\"type\": \"Microsoft.Compute/disks\", \"name\": \"d\"}";

        for (List<String> nest : List.of(List.of("", ""), List.of("\"properties\": {", "}"))) {
            StringBuilder list = new StringBuilder("[");
            for (String resource : List.of(vnet, nsg, table)) {
                list.append("{")
                        .append(resource.formatted(nest.get(0), nest.get(0), nest.get(1), nest.get(1)))
                        .append("},");
            }
            Files.writeString(folder.resolve("all.json"), list + other + "]");
            Path file = Files.writeString(folder.resolve("x.podpath.yaml"), HEAD + "azure: {from: all.json}\n");

            LoadResult result = ScenarioLoader.load(file, LoadOptions.DEFAULT);

            assertThat(result.scenario().orElseThrow().variants().get(0).input().azure())
                    .isEqualTo(expected);
            assertThat(result.problems())
                    .extracting(Problem::message)
                    .containsExactly("Microsoft.Compute/disks is not read from JSON");
        }
    }

    @Test
    void rulesAndRoutesBecomeRecords() {
        AzureEnvironment azure = Inputs.only(HEAD + """
                        azure:
                          networkSecurityGroups:
                            - name: n
                              securityRules:
                                - {name: r, priority: 100, direction: Outbound, access: Deny, destinationPortRange: 443}
                          routeTables: [{name: t, routes: [{name: x, addressPrefix: 10.9.0.0/16, nextHopType: None}]}]
                        """).input().azure();

        assertThat(azure.networkSecurityGroups().get(0).rules())
                .containsExactly(new NsgRule(
                        "r",
                        100,
                        TrafficDirection.OUTBOUND,
                        Access.DENY,
                        null,
                        Side.ANY,
                        new Side(List.of("*"), List.of(new PortRange(443, 443)))));
        assertThat(azure.routeTables().get(0).routes())
                .containsExactly(new UserRoute("x", Cidr.parse("10.9.0.0/16"), NextHopType.NONE, null));
    }

    @Test
    void machinesKeepTheirSettings() {
        AzureEnvironment azure = Inputs.only(HEAD + """
                        azure:
                          vnets: [{name: v, addressPrefixes: [10.1.0.0/16], subnets: [{name: s, addressPrefix: 10.1.1.0/24}]}]
                          vms: [{name: m, subnet: v/s, listen: [tcp/1433, udp/53], ipForwarding: true, zone: 2}]
                          internet: [{name: i, ip: 203.0.113.7, listen: [tcp/443]}]
                        """).input().azure();

        assertThat(azure.virtualNetworks().get(0).subnets())
                .containsExactly(SubnetSpec.of("s", Cidr.parse("10.1.1.0/24")));
        assertThat(azure.virtualMachines().get(0).nic().ipForwarding()).isTrue();
        assertThat(azure.virtualMachines().get(0).nic().zone()).isEqualTo("2");
        assertThat(azure.virtualMachines().get(0).listeners().get(1).protocol()).isEqualTo(Protocol.UDP);
        assertThat(azure.internetHosts().get(0).ip()).hasToString("203.0.113.7");
        assertThat(azure.notModelled()).isEmpty();
    }

    @Test
    void mistakesInRulesAndRoutesAreNamed() {
        String text = HEAD + """
                azure:
                  nsgs:
                    - name: n
                      rules:
                        - {name: a, priority: 100, direction: inbound, access: Allow, sourceAddressPrefix: 10.0.0/8}
                        - {name: b, priority: 100, direction: Inbound, access: Allow, destinationPortRange: 90-80}
                        - {name: c, priority: 100, direction: Inbound, access: Deny, sourceAddressPrefix: VirtualNetwrk}
                  routeTables: [{name: t, routes: [{name: x, addressPrefix: 10.9.0.0/16, nextHopType: VirtualAppliance}]}]
                  vms: [{name: m, subnet: s, listen: [1433]}]
                """;

        assertThat(errors(text))
                .containsExactly(
                        "7:47: 'direction' cannot be 'inbound' (one of Inbound, Outbound); did you mean 'Inbound'?",
                        "7:92: '10.0.0/8' is not an address, a range, a service tag or '*'",
                        "8:93: '90-80' is not a port, a range of ports such as 80-90, or '*'",
                        "9:18: rules 'b' and 'c' have the same priority 100",
                        "10:87: 'VirtualAppliance' needs 'nextHopIpAddress'",
                        "11:27: 's' is neither vnet/subnet nor the resource id of a subnet",
                        "11:39: 'listen' must be text, but '1433' is a whole number; put it in quotes");
        assertThat(warnings(text))
                .containsExactly("9:91: unknown service tag 'VirtualNetwrk'; did you mean 'VirtualNetwork'?");
    }
}
