package io.podpath.scenario.load;

import static io.podpath.scenario.load.Inputs.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.DnsRecord;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.azure.resource.PrivateDnsZoneSpec;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.model.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources of every type, in the shapes in which Azure gives them, joined by their ids. */
class AzureJsonTest {

    private static final String NET = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** The two shapes of a resource. */
    enum Shape {
        FLAT,
        NESTED
    }

    private static String resource(Shape shape, String type, String name, String fields) {
        return resource(shape, type, NET + type.substring(type.indexOf('/') + 1) + "/" + name, name, fields);
    }

    private static String resource(Shape shape, String type, String id, String name, String fields) {
        String body = shape == Shape.FLAT ? fields : "\"properties\": {" + fields + "}";
        return "{\"id\": \"" + id + "\", \"type\": \"" + type + "\", \"name\": \"" + name + "\", "
                + "\"etag\": \"x\", \"unknownField\": {\"a\": [1]}, " + body + "}";
    }

    private static String ref(String field, String id) {
        return "\"" + field + "\": {\"id\": \"" + NET + id + "\"}";
    }

    private LoadResult load(String json) throws IOException {
        Files.writeString(folder.resolve("all.json"), json);
        Path file = Files.writeString(folder.resolve("x.podpath.yaml"), HEAD + "azure: {from: all.json}\n");
        return ScenarioLoader.load(file, LoadOptions.DEFAULT);
    }

    private AzureEnvironment azure(String json) throws IOException {
        LoadResult result = load(json);
        return result.scenario()
                .orElseThrow(() -> new AssertionError(ProblemPrinter.print(result.problems(), result.sourceLines())))
                .variants()
                .get(0)
                .input()
                .azure();
    }

    private static List<String> messages(LoadResult result) {
        return result.problems().stream().map(Problem::message).toList();
    }

    private static String vnet(Shape shape) {
        return resource(shape, "Microsoft.Network/virtualNetworks", "corp", """
                "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}, "dhcpOptions": {"dnsServers": ["10.1.0.9"]},
                "subnets": [
                  {"id": "%1$svirtualNetworks/corp/subnets/servers", "name": "servers", "addressPrefix": "10.1.0.0/24"},
                  {"id": "%1$svirtualNetworks/corp/subnets/AzureFirewallSubnet", "name": "AzureFirewallSubnet",
                   "properties": {"addressPrefixes": ["10.1.1.0/26"]}},
                  {"id": "%1$svirtualNetworks/corp/subnets/GatewaySubnet", "name": "GatewaySubnet",
                   "addressPrefix": "10.1.2.0/27"}]
                """.formatted(NET));
    }

    private static String publicIp(Shape shape, String name, String address) {
        return resource(shape, "Microsoft.Network/publicIPAddresses", name, "\"ipAddress\": \"" + address + "\"");
    }

    private static String nic(Shape shape, String name, String machine, String more) {
        return resource(shape, "Microsoft.Network/networkInterfaces", name, """
                "enableIPForwarding": true, "virtualMachine": {"id": "%s"},
                "ipConfigurations": [{"name": "ipconfig1", "privateIPAddress": "10.1.0.4", %s %s}]
                """.formatted(
                        machine, more, ref("subnet", "virtualNetworks/CORP/subnets/servers")));
    }

    @ParameterizedTest
    @EnumSource
    void aMachineIsJoinedFromItsNicItsAddressAndItsGroup(Shape shape) throws IOException {
        String machine = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/erp";
        String more = ref("publicIPAddress", "publicIPAddresses/erp-ip")
                + ", \"applicationSecurityGroups\": [{\"id\": \"" + NET + "applicationSecurityGroups/db\"}],";
        AzureEnvironment azure = azure("[" + vnet(shape) + "," + publicIp(shape, "erp-ip", "20.1.2.3") + ","
                + nic(shape, "erp1", machine, more) + ","
                + resource(shape, "Microsoft.Compute/virtualMachines", machine, "erp", "\"zones\": [\"2\"]") + "]");

        VirtualMachineSpec vm = azure.virtualMachines().get(0);
        assertThat(azure.virtualMachines()).hasSize(1);
        assertThat(vm.name()).isEqualTo("erp");
        assertThat(vm.subnet()).isEqualTo(new SubnetReference("corp", "servers"));
        assertThat(vm.findPrivateIp()).contains(IpAddress.parse("10.1.0.4"));
        assertThat(vm.findPublicIp()).contains(IpAddress.parse("20.1.2.3"));
        assertThat(vm.nic().ipForwarding()).isTrue();
        assertThat(vm.nic().zone()).isEqualTo("2");
        assertThat(vm.nic().applicationSecurityGroups()).containsExactly("db");
        assertThat(vm.listeners()).hasToString("[tcp/0, udp/0]");
    }

    @ParameterizedTest
    @EnumSource
    void waysOutAndWaysAwayAreRead(Shape shape) throws IOException {
        String nat = resource(shape, "Microsoft.Network/natGateways", "out", """
                "idleTimeoutInMinutes": 10, "sku": {"name": "Standard"},
                "publicIpAddresses": [{"id": "%1$spublicIPAddresses/one"}],
                "publicIpPrefixes": [{"id": "%1$spublicIPPrefixes/few"}],
                "subnets": [{"id": "%1$svirtualNetworks/corp/subnets/servers"}]
                """.formatted(NET));
        String prefix = resource(shape, "Microsoft.Network/publicIPPrefixes", "few", "\"ipPrefix\": \"20.2.0.0/31\"");
        String gateway = resource(
                shape,
                "Microsoft.Network/virtualNetworkGateways",
                "vpn",
                "\"gatewayType\": \"Vpn\", \"ipConfigurations\": [{"
                        + ref("subnet", "virtualNetworks/corp/subnets/GatewaySubnet") + "}]");
        String local = resource(
                shape,
                "Microsoft.Network/localNetworkGateways",
                "office",
                "\"localNetworkAddressSpace\": {\"addressPrefixes\": [\"192.168.0.0/16\"]}");
        String connection = resource(
                shape,
                "Microsoft.Network/connections",
                "c",
                ref("virtualNetworkGateway1", "virtualNetworkGateways/vpn") + ", "
                        + ref("localNetworkGateway2", "localNetworkGateways/office"));
        AzureEnvironment azure = azure("{\"value\": ["
                + String.join(
                        ",", vnet(shape), publicIp(shape, "one", "20.1.0.1"), nat, prefix, gateway, local, connection)
                + "]}");

        NatGatewaySpec out = azure.list(NatGatewaySpec.class).get(0);
        assertThat(out.publicIps()).hasToString("[20.1.0.1, 20.2.0.0, 20.2.0.1]");
        assertThat(out.idleTimeoutMinutes()).isEqualTo(10);
        VirtualNetworkSpec corp = azure.virtualNetworks().get(0);
        assertThat(corp.subnets().get(0).settings().findNatGateway()).contains("out");
        assertThat(corp.dnsServers()).hasToString("[10.1.0.9]");
        assertThat(azure.gateways().get(0).virtualNetwork()).isEqualTo("corp");
        assertThat(azure.onPremises().get(0).gateway()).isEqualTo("vpn");
        assertThat(azure.onPremises().get(0).prefixes()).hasToString("[192.168.0.0/16]");
    }

    @ParameterizedTest
    @EnumSource
    void privateEndpointsTakeAddressAndPortFromNicAndService(Shape shape) throws IOException {
        String endpoint = resource(
                shape,
                "Microsoft.Network/privateEndpoints",
                "sql",
                ref("subnet", "virtualNetworks/corp/subnets/servers") + """
                        , "networkInterfaces": [{"id": "%snetworkInterfaces/sql.nic"}],
                        "privateLinkServiceConnections": [{"name": "c", "properties": {"groupIds": ["sqlServer"]}}]
                        """.formatted(NET));
        String nic = resource(
                shape,
                "Microsoft.Network/networkInterfaces",
                "sql.nic",
                ref("privateEndpoint", "privateEndpoints/sql")
                        + ", \"ipConfigurations\": [{\"privateIPAddress\": \"10.1.0.20\", "
                        + ref("subnet", "virtualNetworks/corp/subnets/servers") + "}]");
        AzureEnvironment azure = azure("[" + vnet(shape) + "," + endpoint + "," + nic + "]");

        PrivateEndpointSpec sql = azure.privateEndpoints().get(0);
        assertThat(sql.findPrivateIp()).contains(IpAddress.parse("10.1.0.20"));
        assertThat(sql.listeners()).hasToString("[tcp/1433]");
        assertThat(azure.virtualMachines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aFirewallHasTheRulesOfItsPolicyInTheirOrder(Shape shape) throws IOException {
        String firewall = resource(
                shape,
                "Microsoft.Network/azureFirewalls",
                "fw",
                ref("firewallPolicy", "firewallPolicies/p")
                        + ", \"ipConfigurations\": [{\"privateIPAddress\": \"10.1.1.4\", "
                        + ref("publicIPAddress", "publicIPAddresses/fw-ip") + ", "
                        + ref("subnet", "virtualNetworks/corp/subnets/AzureFirewallSubnet") + "}]");
        String policy = resource(shape, "Microsoft.Network/firewallPolicies", "p", "\"threatIntelMode\": \"Alert\"");
        String late = group(shape, "late", 300, """
                {"name": "web", "priority": 100, "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
                 "action": {"type": "Allow"}, "rules": [{"ruleType": "ApplicationRule", "name": "mcr",
                 "sourceAddresses": ["*"], "protocols": [{"protocolType": "Https", "port": 443}],
                 "targetFqdns": ["mcr.microsoft.com"]}]}
                """);
        String early = group(shape, "early", 200, """
                {"name": "deny", "priority": 900, "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
                 "action": {"type": "Deny"}, "rules": [{"ruleType": "NetworkRule", "name": "dns",
                 "ipProtocols": ["UDP"], "sourceAddresses": ["10.1.0.0/16"], "destinationAddresses": ["*"],
                 "destinationPorts": ["53"]}]},
                {"name": "allow", "priority": 100, "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
                 "action": {"type": "Allow"}, "rules": [{"ruleType": "NetworkRule", "name": "all",
                 "ipProtocols": ["Any"], "sourceAddresses": ["*"], "destinationAddresses": ["*"],
                 "destinationPorts": ["*"]}]},
                {"name": "in", "priority": 150, "ruleCollectionType": "FirewallPolicyNatRuleCollection",
                 "action": {"type": "DNAT"}, "rules": [{"ruleType": "NatRule", "name": "rdp", "ipProtocols": ["TCP"],
                 "sourceAddresses": ["*"], "destinationAddresses": ["20.1.0.9"], "destinationPorts": ["3389"],
                 "translatedAddress": "10.1.0.4", "translatedPort": "3390"}]}
                """);
        AzureEnvironment azure = azure("["
                + String.join(",", vnet(shape), publicIp(shape, "fw-ip", "20.1.0.9"), firewall, policy, late, early)
                + "]");

        FirewallSpec read = azure.list(FirewallSpec.class).get(0);
        assertThat(read.publicIps()).hasToString("[20.1.0.9]");
        assertThat(read.rules().network())
                .extracting(collection -> collection.name() + " " + collection.priority())
                .containsExactly("early/allow 100", "early/deny 102");
        assertThat(read.rules().dnat().get(0).rules().get(0).translated()).hasToString("10.1.0.4:3390");
        assertThat(read.rules().application().get(0).priority()).isEqualTo(103);
    }

    private static String group(Shape shape, String name, int priority, String collections) {
        return resource(
                shape,
                "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
                NET + "firewallPolicies/p/ruleCollectionGroups/" + name,
                name,
                "\"priority\": " + priority + ", \"ruleCollections\": [" + collections + "]");
    }

    @ParameterizedTest
    @EnumSource
    void zonesAreJoinedFromLinksAndRecordSets(Shape shape) throws IOException {
        String zone = NET + "privateDnsZones/corp.example";
        AzureEnvironment azure = azure("["
                + String.join(
                        ",",
                        vnet(shape),
                        resource(
                                shape,
                                "Microsoft.Network/privateDnsZones",
                                zone,
                                "corp.example",
                                "\"numberOfRecordSets\": 2"),
                        resource(
                                shape,
                                "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
                                zone + "/virtualNetworkLinks/l",
                                "l",
                                ref("virtualNetwork", "virtualNetworks/corp")),
                        resource(
                                shape,
                                "Microsoft.Network/privateDnsZones/A",
                                zone + "/A/db",
                                "db",
                                "\"aRecords\": [{\"ipv4Address\": \"10.1.0.20\"}]"),
                        resource(shape, "Microsoft.Network/privateDnsZones/SOA", zone + "/SOA/@", "@", "\"ttl\": 3600"))
                + "]");

        PrivateDnsZoneSpec read = azure.list(PrivateDnsZoneSpec.class).get(0);
        assertThat(read.virtualNetworks()).containsExactly("corp");
        assertThat(read.records()).containsExactly(new DnsRecord("db", List.of(IpAddress.parse("10.1.0.20")), null));
    }

    @Test
    void ofTwoResourcesWithOneNameEachIsCalledAfterItsGroup() throws IOException {
        String json = """
                [{"id": "/subscriptions/s/resourceGroups/east/providers/Microsoft.Network/virtualNetworks/hub", "name": "hub",
                  "type": "Microsoft.Network/virtualNetworks", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]},
                  "virtualNetworkPeerings": [{"name": "p", "allowVirtualNetworkAccess": true, "remoteVirtualNetwork":
                  {"id": "/subscriptions/S/resourceGroups/West/providers/Microsoft.Network/virtualNetworks/hub"}}]},
                 {"id": "/subscriptions/s/resourceGroups/west/providers/Microsoft.Network/virtualNetworks/hub", "name": "hub",
                  "type": "Microsoft.Network/virtualNetworks", "addressSpace": {"addressPrefixes": ["10.2.0.0/16"]}}]
                """;

        assertThat(azure(json).virtualNetworks())
                .extracting(VirtualNetworkSpec::name)
                .containsExactly("hub@east", "hub@west");
        assertThat(azure(json).virtualNetworks().get(0).findPeering("hub@west")).isPresent();
    }

    @Test
    void subnetsAndPeeringsMayBeListedByThemselves() throws IOException {
        String json = """
                [{"id": "%1$svirtualNetworks/a/subnets/one", "name": "one", "addressPrefix": "10.1.1.0/24"},
                 {"id": "%1$svirtualNetworks/a/virtualNetworkPeerings/ab", "name": "ab", "allowVirtualNetworkAccess": true,
                  "remoteVirtualNetwork": {"id": "%1$svirtualNetworks/b"}},
                 {"id": "%1$svirtualNetworks/a", "name": "a", "addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}},
                 {"id": "%1$svirtualNetworks/b", "name": "b", "addressSpace": {"addressPrefixes": ["10.2.0.0/16"]}},
                 {"id": "%1$svirtualNetworks/gone/subnets/x", "name": "x", "addressPrefix": "10.3.1.0/24"}]
                """.formatted(NET);
        VirtualNetworkSpec a = azure(json).virtualNetworks().get(0);

        assertThat(a.subnets())
                .extracting(subnet -> subnet.addressPrefix().toString())
                .containsExactly("10.1.1.0/24");
        assertThat(a.findPeering("b")).isPresent();
        assertThat(messages(load(json)))
                .contains("'x' belongs to the virtual network 'gone', which is not among the files; passed over");
    }

    @Test
    void whatTheFilesDoNotHoldIsSaid() throws IOException {
        String subnet = "{\"name\": \"s\", \"addressPrefix\": \"10.1.0.0/24\", "
                + ref("networkSecurityGroup", "networkSecurityGroups/missing") + "}";
        String json =
                "[{\"name\": \"v\", \"addressSpace\": {\"addressPrefixes\": [\"10.1.0.0/16\"]}, \"subnets\": [" + subnet
                        + "], \"virtualNetworkPeerings\": [{\"name\": \"p\", "
                        + ref("remoteVirtualNetwork", "virtualNetworks/far")
                        + "}]}, {\"type\": \"Microsoft.Network/frontDoors\", \"name\": \"a\"},"
                        + " {\"type\": \"Microsoft.Network/frontDoors\", \"name\": \"b\"}]";

        assertThat(messages(load(json)))
                .contains(
                        "'s' uses the security group 'missing', which is not among the files; podpath goes on as if there"
                                + " were none",
                        "the virtual network 'far' of peering 'p' is not among the files; what is beyond it is not known")
                .filteredOn(message -> message.startsWith("Microsoft.Network/frontDoors"))
                .containsExactly("Microsoft.Network/frontDoors is not read from JSON");
    }

    @Test
    void aTemplateIsReadAsFarAsItHoldsLiterals() throws IOException {
        String json = """
                {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                 "contentVersion": "1.0.0.0", "resources": [
                  {"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2024-05-01", "name": "guard",
                   "location": "[resourceGroup().location]", "properties": {"securityRules": []}},
                  {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "v",
                   "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}},
                   "resources": [{"type": "subnets", "name": "s", "properties": {"addressPrefix": "10.1.0.0/24",
                     "networkSecurityGroup": {"id": "[resourceId('Microsoft.Network/networkSecurityGroups', 'guard')]"}}}]}]}
                """;

        VirtualNetworkSpec v = azure(json).virtualNetworks().get(0);
        assertThat(v.subnets()).hasSize(1);
        assertThat(v.subnets().get(0).settings().findNetworkSecurityGroup()).contains("guard");
        assertThat(messages(load(json.replace("\"10.1.0.0/16\"", "\"[parameters('range')]\""))))
                .containsExactly(
                        "'[parameters('range')]' is a template function, and podpath does not evaluate templates;"
                                + " give the resource as 'az ... show -o json' prints it once it is deployed");
    }
}
