package io.podpath.assembly;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.fabric.InternetEdge;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.firewall.AzureFirewall;
import io.podpath.azure.firewall.FirewallPlace;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.FirewallSpec;
import io.podpath.azure.resource.NextHopType;
import io.podpath.azure.resource.PublicDnsNameSpec;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.controlplane.SubnetPool;
import io.podpath.model.IpAddress;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts firewalls into their subnets.
 *
 * <pre>
 * vnet/corp -vnet- firewall/fw -internet- internet/edge
 * </pre>
 *
 * <p>A firewall has its declared or first address of the subnet, and one more for its instances.
 */
final class FirewallAssembly {

    private final AzureEnvironment azure;
    private final Topology.Builder topology;
    private final SubnetRoutes subnets;
    private final FabricAssembly fabric;
    private final AddressBook addresses;

    FirewallAssembly(
            AzureEnvironment azure,
            SubnetRoutes subnets,
            FabricAssembly fabric,
            Topology.Builder topology,
            AddressBook addresses) {
        this.azure = azure;
        this.subnets = subnets;
        this.topology = topology;
        this.fabric = fabric;
        this.addresses = addresses;
    }

    void addAll() {
        Map<IpAddress, List<String>> names = names();
        azure.list(FirewallSpec.class).forEach(firewall -> add(firewall, names));
    }

    /** Whom application rules know by name: declared internet hosts, and what public DNS says. */
    private Map<IpAddress, List<String>> names() {
        Map<IpAddress, List<String>> names = new HashMap<>();
        azure.internetHosts().forEach(host -> host.fqdns().forEach(name -> note(names, host.ip(), name)));
        azure.list(PublicDnsNameSpec.class)
                .forEach(entry -> entry.record().addresses().forEach(address -> note(names, address, entry.name())));
        return names;
    }

    private static void note(Map<IpAddress, List<String>> names, IpAddress address, String name) {
        names.computeIfAbsent(address, key -> new ArrayList<>()).add(name);
    }

    private void add(FirewallSpec spec, Map<IpAddress, List<String>> names) {
        SubnetSpec subnet = subnets.subnet(spec.subnet());
        SubnetPool pool = new SubnetPool(subnet.addressPrefix());
        spec.findPrivateIp().ifPresent(pool::reserve);
        IpAddress privateIp = spec.findPrivateIp().orElseGet(() -> next(pool, spec));
        IpAddress instanceIp = next(pool, spec);
        EffectiveRoutes routes = subnets.of(spec.subnet());
        boolean hasNatGateway = subnet.settings().findNatGateway().isPresent();
        FirewallPlace place = new FirewallPlace(
                privateIp,
                instanceIp,
                destination -> !hasNatGateway
                        && routes.find(destination)
                                .filter(route -> route.nextHopType() == NextHopType.INTERNET)
                                .isPresent());
        String element = "firewall/" + spec.name();
        topology.add(new TopologyNode(element, "firewall", elements -> new AzureFirewall(spec, place, names)));
        fabric.addMember(
                spec.subnet(),
                NicAttachment.of(element, FirewallSpec.SUBNET, privateIp, instanceIp),
                new LinkEnd(element, AzureFirewall.VNET));
        addresses.add(privateIp, element);
        addresses.add(instanceIp, element);
        spec.publicIps().forEach(address -> {
            fabric.publish(address, element);
            addresses.add(address, "egress/" + spec.name());
        });
    }

    /** Links firewalls to the edge, once it is there. */
    void linkToEdge() {
        for (FirewallSpec spec : azure.list(FirewallSpec.class)) {
            String element = "firewall/" + spec.name();
            topology.link(
                    new LinkEnd(FabricAssembly.EDGE, InternetEdge.deviceInterface(element)),
                    new LinkEnd(element, AzureFirewall.INTERNET),
                    LinkLatency.FABRIC_NANOS);
        }
    }

    private static IpAddress next(SubnetPool pool, FirewallSpec spec) {
        return pool.next().orElseThrow(() -> new ModelProblemException("subnet " + spec.subnet() + " is too small"));
    }
}
