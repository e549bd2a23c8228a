package io.podpath.scenario.load;

import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.AzureResource;
import java.util.ArrayList;
import java.util.List;

/** Reads what is declared around the cluster, inline and from JSON. */
final class AzureReader {

    private final InputFiles files;
    private final Problems problems;
    private final Locations locations;
    private final List<AzureResource> resources = new ArrayList<>();
    private final List<String> notModelled = new ArrayList<>();

    /** Dumps may hold what Azure would refuse today; people learn of it. */
    enum Strictness {
        OF_PEOPLE,
        OF_DUMPS
    }

    AzureReader(InputFiles files, Problems problems, Locations locations) {
        this.files = files;
        this.problems = problems;
        this.locations = locations;
    }

    /** Everything under {@code azure:}. */
    AzureEnvironment read(Fields azure) {
        readInline(azure, Strictness.OF_PEOPLE);
        List<SourceNode> names = azure.node()
                .find("from")
                .map(node -> node instanceof SequenceNode list ? list.items() : List.of(node))
                .orElse(List.of());
        if (!names.isEmpty()) {
            AzureJson json = new AzureJson(problems);
            for (SourceNode name : names) {
                azure.values()
                        .text(name, "from")
                        .ifPresent(
                                text -> files.documents(text, name.location()).forEach(json::accept));
            }
            readInline(new Fields(json.toInline(azure.at("from")), problems), Strictness.OF_DUMPS);
        }
        return new AzureEnvironment(resources, notModelled);
    }

    private void readInline(Fields azure, Strictness strictness) {
        NetworkReader networks = new NetworkReader(problems, locations);
        azure.objects("vnets").forEach(vnet -> networks.vnet(vnet).ifPresent(resources::add));
        RouteTableReader tables = new RouteTableReader(problems, locations);
        azure.objects("routeTables").forEach(table -> tables.read(table).ifPresent(resources::add));
        HybridReader hybrid = new HybridReader(problems, locations);
        azure.objects("gateways").forEach(gateway -> hybrid.gateway(gateway).ifPresent(resources::add));
        azure.objects("onPrem").forEach(site -> hybrid.site(site).ifPresent(resources::add));
        azure.objects("privateEndpoints")
                .forEach(endpoint -> hybrid.privateEndpoint(endpoint).ifPresent(resources::add));
        NsgReader rules = new NsgReader(problems, locations, notModelled, strictness);
        for (String name : List.of("networkSecurityGroups", "nsgs")) {
            azure.objects(name).forEach(nsg -> rules.nsg(nsg).ifPresent(resources::add));
        }
        azure.objects("adminRules").forEach(rule -> rules.adminRule(rule).ifPresent(resources::add));
        NodeResourceGroupReader ofAks = new NodeResourceGroupReader(locations);
        azure.object("nodeResourceGroup").flatMap(ofAks::read).ifPresent(resources::add);
        ServiceTagReader tags = new ServiceTagReader(problems, locations);
        azure.objects("serviceTags").forEach(tag -> tags.serviceTag(tag).ifPresent(resources::add));
        MachineReader machines = new MachineReader(problems, locations);
        azure.objects("vms").forEach(vm -> machines.vm(vm).ifPresent(resources::add));
        FirewallReader firewalls = new FirewallReader(locations);
        azure.objects("firewalls")
                .forEach(firewall -> firewalls.firewall(firewall).ifPresent(resources::add));
        NatGatewayReader natGateways = new NatGatewayReader(locations);
        azure.objects("natGateways")
                .forEach(gateway -> natGateways.natGateway(gateway).ifPresent(resources::add));
        LoadBalancerReader loadBalancers = new LoadBalancerReader(problems, locations);
        azure.objects("loadBalancers")
                .forEach(one -> loadBalancers.loadBalancer(one).ifPresent(resources::add));
        PublicIpReader frontends = new PublicIpReader(problems, locations);
        azure.objects("publicIps").forEach(one -> frontends.publicIp(one).ifPresent(resources::add));
        azure.objects("privateLinkServices")
                .forEach(one -> frontends.privateLinkService(one).ifPresent(resources::add));
        for (String name : List.of("internet", "internetHosts")) {
            azure.objects(name).forEach(host -> machines.internetHost(host).ifPresent(resources::add));
        }
        ApplicationGatewayReader gateways = new ApplicationGatewayReader(problems, locations);
        azure.objects("applicationGateways")
                .forEach(gateway -> gateways.gateway(gateway).ifPresent(resources::add));
        azure.objects("applicationGatewaysForContainers")
                .forEach(gateway -> gateways.forContainers(gateway).ifPresent(resources::add));
        NameReader dns = new NameReader(problems, locations);
        azure.objects("privateDnsZones").forEach(zone -> dns.zone(zone).ifPresent(resources::add));
        azure.objects("publicDns").forEach(name -> dns.publicName(name).ifPresent(resources::add));
        azure.objects("dnsServers").forEach(server -> dns.server(server).ifPresent(resources::add));
    }
}
