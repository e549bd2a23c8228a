package io.podpath.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * 500 resources as {@code az} prints them: a hub and nine spokes, 100 security groups of ten rules, 50 route tables of ten
 * routes, 20 public addresses, 160 machines with their NICs.
 */
final class AzureDump {

    private static final String GROUP =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/";
    private static final String NET = GROUP + "Microsoft.Network/";
    private static final int NETWORKS = 10;
    private static final int SUBNETS = 10;
    private static final int TABLES = 50;
    private static final int RULES = 10;
    private static final int PUBLIC_IPS = 20;
    private static final int MACHINES = 160;

    private AzureDump() {}

    /** Writes the files of a collected folder. */
    static void write(Path folder) throws IOException {
        file(folder, "vnets.json", NETWORKS, AzureDump::vnet);
        file(folder, "nsgs.json", NETWORKS * SUBNETS, AzureDump::group);
        file(folder, "route-tables.json", TABLES, AzureDump::table);
        file(folder, "public-ips.json", PUBLIC_IPS, AzureDump::publicIp);
        file(folder, "nics.json", MACHINES, AzureDump::nic);
        file(folder, "vms.json", MACHINES, AzureDump::machine);
    }

    /** Makes the resource of a number. */
    private interface Resource {
        String of(int number);
    }

    private static void file(Path folder, String name, int count, Resource resource) throws IOException {
        List<String> resources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            resources.add(resource.of(i));
        }
        Files.writeString(folder.resolve(name), "[" + String.join(",\n", resources) + "]\n");
    }

    private static String resource(String type, String name, String body) {
        return """
                {"etag": "W/\\"0\\"", "id": "%s%s/%s", "location": "westeurope", "name": "%s", "provisioningState": "Succeeded",
                 "resourceGroup": "rg", "type": "Microsoft.Network/%s", "tags": {"team": "network", "costCenter": "4711"}, %s}
                """.formatted(NET, type, name, name, type, body);
    }

    private static String reference(String field, String type, String name) {
        return "\"%s\": {\"id\": \"%s%s/%s\", \"resourceGroup\": \"rg\"}".formatted(field, NET, type, name);
    }

    private static String vnet(int number) {
        List<String> subnets = new ArrayList<>();
        for (int i = 0; i < SUBNETS; i++) {
            int place = number * SUBNETS + i;
            String table = place < TABLES ? ", " + reference("routeTable", "routeTables", "rt-" + place) : "";
            subnets.add(
                    "{\"id\": \"%svirtualNetworks/vnet-%d/subnets/s-%d\", \"name\": \"s-%d\", \"addressPrefix\": \"10.%d.%d.0/24\", %s%s}"
                            .formatted(
                                    NET,
                                    number,
                                    i,
                                    i,
                                    number,
                                    i,
                                    reference("networkSecurityGroup", "networkSecurityGroups", "nsg-" + place),
                                    table));
        }
        List<String> peerings = new ArrayList<>();
        for (int other = number == 0 ? 1 : 0; other < (number == 0 ? NETWORKS : 1); other++) {
            peerings.add(
                    "{\"name\": \"to-%d\", \"peeringState\": \"Connected\", \"allowVirtualNetworkAccess\": true, %s}"
                            .formatted(other, reference("remoteVirtualNetwork", "virtualNetworks", "vnet-" + other)));
        }
        return resource(
                "virtualNetworks",
                "vnet-" + number,
                "\"addressSpace\": {\"addressPrefixes\": [\"10.%d.0.0/16\"]}, \"subnets\": [%s], \"virtualNetworkPeerings\": [%s]"
                        .formatted(number, String.join(", ", subnets), String.join(", ", peerings)));
    }

    private static String group(int number) {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            rules.add("""
                    {"name": "rule-%d", "priority": %d, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
                     "sourceAddressPrefix": "10.%d.0.0/16", "sourceAddressPrefixes": [], "sourcePortRange": "*",
                     "sourcePortRanges": [], "destinationAddressPrefix": "*", "destinationAddressPrefixes": [],
                     "destinationPortRange": "%d", "destinationPortRanges": [], "provisioningState": "Succeeded"}
                    """.formatted(i, 100 + i, i, 8000 + i));
        }
        return resource(
                "networkSecurityGroups", "nsg-" + number, "\"securityRules\": [" + String.join(",", rules) + "]");
    }

    private static String table(int number) {
        List<String> routes = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            routes.add(
                    "{\"name\": \"r-%d\", \"addressPrefix\": \"172.16.%d.0/24\", \"nextHopType\": \"VirtualAppliance\", \"nextHopIpAddress\": \"10.0.0.4\"}"
                            .formatted(i, i));
        }
        return resource(
                "routeTables",
                "rt-" + number,
                "\"disableBgpRoutePropagation\": false, \"routes\": [" + String.join(", ", routes) + "]");
    }

    private static String publicIp(int number) {
        return resource("publicIPAddresses", "pip-" + number, "\"ipAddress\": \"20.0.0." + (number + 1) + "\"");
    }

    private static String nic(int number) {
        int network = number % NETWORKS;
        int subnet = number / NETWORKS % SUBNETS;
        String publicIp =
                number < PUBLIC_IPS ? reference("publicIPAddress", "publicIPAddresses", "pip-" + number) + ", " : "";
        return resource(
                "networkInterfaces",
                "nic-" + number,
                "\"enableIPForwarding\": false, \"virtualMachine\": {\"id\": \"%sMicrosoft.Compute/virtualMachines/vm-%d\"}, \"ipConfigurations\": [{\"name\": \"ipconfig1\", \"primary\": true, %s\"privateIPAddress\": \"10.%d.%d.%d\", %s}]"
                        .formatted(
                                GROUP,
                                number,
                                publicIp,
                                network,
                                subnet,
                                4 + number / NETWORKS,
                                reference("subnet", "virtualNetworks", "vnet-" + network + "/subnets/s-" + subnet)));
    }

    private static String machine(int number) {
        return "{\"id\": \"%sMicrosoft.Compute/virtualMachines/vm-%d\", \"name\": \"vm-%d\", \"type\": \"Microsoft.Compute/virtualMachines\", \"zones\": [\"1\"]}"
                .formatted(GROUP, number, number);
    }
}
