package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Load balancers in front of machines; those AKS makes for its cluster are left to {@link AksResourceGroupJson}.
 *
 * <p><i>Does not model:</i> inbound NAT rules and pools.
 *
 * <p><i>Source:</i> Azure REST API, Load Balancers.
 */
final class LoadBalancerJson {

    private static final List<String> RULE_VALUES = List.of(
            "protocol",
            "frontendPort",
            "backendPort",
            "enableFloatingIP",
            "disableOutboundSnat",
            "loadDistribution",
            "idleTimeoutInMinutes",
            "enableTcpReset");
    private static final List<String> GIVEN_VALUES = List.of(
            "protocol",
            "frontendPort",
            "backendPort",
            "enableFloatingIP",
            "loadDistribution",
            "idleTimeoutInMinutes",
            "enableTcpReset");
    private static final List<String> PROBE_VALUES =
            List.of("name", "protocol", "port", "requestPath", "intervalInSeconds", "probeThreshold");
    private static final List<String> OUTBOUND_VALUES =
            List.of("name", "protocol", "allocatedOutboundPorts", "idleTimeoutInMinutes", "enableTcpReset");

    private LoadBalancerJson() {}

    static void decode(ResourceView balancer, Decoding decoding) {
        if (decoding.index().isNodeGroup(balancer.id().group())) {
            return;
        }
        Location place = balancer.location();
        decoding.add(
                "loadBalancers",
                new TreeBuilder(place)
                        .putText("name", decoding.index().nameOf(balancer), VnetJson.nameLocation(balancer))
                        .putList(
                                "frontends",
                                all(balancer, "frontendIpConfigurations", one -> frontend(one, decoding)),
                                place)
                        .putList(
                                "backendPools", all(balancer, "backendAddressPools", one -> pool(one, decoding)), place)
                        .putList(
                                "probes",
                                all(
                                        balancer,
                                        "probes",
                                        one -> values(one, PROBE_VALUES).build()),
                                place)
                        .putList("rules", all(balancer, "loadBalancingRules", LoadBalancerJson::rule), place)
                        .putList("outboundRules", all(balancer, "outboundRules", LoadBalancerJson::outboundRule), place)
                        .build());
    }

    private static List<MappingNode> all(
            ResourceView balancer, String list, Function<ResourceView, MappingNode> decoder) {
        return balancer.children(list).stream().map(decoder).toList();
    }

    private static TreeBuilder values(ResourceView part, List<String> names) {
        TreeBuilder inline = new TreeBuilder(part.location());
        names.forEach(name -> inline.put(name, part.find(name)));
        return inline;
    }

    /** The address of a frontend, empty if the public IP it names is not known. */
    static String address(ResourceView frontend, ResourceIndex index) {
        String own = frontend.text("privateIpAddress");
        String publicIp = frontend.reference("publicIpAddress");
        return own.isEmpty()
                ? index.find(publicIp).map(found -> found.text("ipAddress")).orElse("")
                : own;
    }

    private static MappingNode frontend(ResourceView frontend, Decoding decoding) {
        Location place = frontend.location();
        String publicIp = frontend.reference("publicIpAddress");
        String subnet = frontend.reference("subnet");
        TreeBuilder inline = new TreeBuilder(place).put("name", frontend.find("name"));
        if (!publicIp.isEmpty()) {
            inline.put(
                    "publicIp",
                    decoding.publicAddresses(frontend, List.of(publicIp)).get(0));
        } else if (!subnet.isEmpty()) {
            inline.putText("subnet", decoding.index().subnetOf(subnet), place)
                    .put("privateIp", frontend.find("privateIpAddress"));
        }
        return inline.build();
    }

    private static MappingNode pool(ResourceView pool, Decoding decoding) {
        Location place = pool.location();
        List<ScalarNode> machines = new ArrayList<>();
        for (String id : pool.references("backendIpConfigurations")) {
            machine(ResourceId.parse(id).parent(), decoding.index())
                    .ifPresent(name -> machines.add(new ScalarNode(ScalarNode.Type.TEXT, name, place)));
        }
        List<SourceNode> addresses = machines.isEmpty()
                ? pool.children("loadBalancerBackendAddresses").stream()
                        .flatMap(one -> one.find("ipAddress").stream())
                        .toList()
                : List.of();
        return new TreeBuilder(place)
                .put("name", pool.find("name"))
                .putList("vms", machines, place)
                .putList("addresses", addresses, place)
                .build();
    }

    private static Optional<String> machine(ResourceId nic, ResourceIndex index) {
        return index.find(nic).map(found -> NicJson.machineName(found, index)).filter(name -> !name.isEmpty());
    }

    private static MappingNode rule(ResourceView rule) {
        return values(rule, RULE_VALUES)
                .put("name", rule.find("name"))
                .putText("frontend", target(rule, "frontendIpConfiguration"), rule.location())
                .putText("backendPool", target(rule, "backendAddressPool"), rule.location())
                .putText("probe", target(rule, "probe"), rule.location())
                .build();
    }

    private static MappingNode outboundRule(ResourceView rule) {
        List<ScalarNode> frontends = rule.references("frontendIpConfigurations").stream()
                .map(id -> new ScalarNode(ScalarNode.Type.TEXT, ResourceView.lastSegment(id), rule.location()))
                .toList();
        return values(rule, OUTBOUND_VALUES)
                .putList("frontends", frontends, rule.location())
                .putText("backendPool", target(rule, "backendAddressPool"), rule.location())
                .build();
    }

    /** A rule of AKS's own load balancers with its probe in it. */
    static MappingNode givenRule(ResourceView rule, String frontendAddress, ResourceIndex index) {
        TreeBuilder inline = values(rule, GIVEN_VALUES).putText("frontendIp", frontendAddress, rule.location());
        index.find(rule.reference("probe"))
                .ifPresent(
                        probe -> inline.put("probe", values(probe, PROBE_VALUES).build()));
        return inline.build();
    }

    private static String target(ResourceView rule, String field) {
        return ResourceView.lastSegment(rule.reference(field));
    }
}
