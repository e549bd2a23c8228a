package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the JSON of {@code az aks show} into the flags of {@code cluster:}.
 *
 * <p>Ids of subnets and public addresses become what podpath calls them, as far as these resources are given too.
 *
 * <p><i>Source:</i> Azure REST API, Managed Clusters.
 */
final class AksShow {

    private static final String SUBNET = "vnetSubnetId";

    private AksShow() {}

    /** The flags that describe the same cluster, if nothing else is known. */
    static MappingNode toFlags(MappingNode json) {
        return toFlags(json, new ResourceIndex());
    }

    /** The flags that describe the same cluster among these resources. */
    static MappingNode toFlags(MappingNode json, ResourceIndex index) {
        ResourceView cluster = new ResourceView(json);
        TreeBuilder flags = new TreeBuilder(cluster.location());
        Optional<SourceNode> managed = AksManagedSubnet.of(cluster, index);
        flags.put("name", cluster.find("name"));
        flags.put("kubernetesVersion", cluster.find("currentKubernetesVersion"));
        cluster.child("apiServerAccessProfile").ifPresent(profile -> {
            flags.put("enablePrivateCluster", profile.find("enablePrivateCluster"));
            flags.put("enableApiserverVnetIntegration", profile.find("enableVnetIntegration"));
        });
        cluster.child("networkProfile").ifPresent(profile -> addNetwork(profile, flags, index));
        List<SourceNode> pools = new ArrayList<>();
        for (ResourceView pool : cluster.children("agentPoolProfiles")) {
            pools.add(new TreeBuilder(pool.location())
                    .put("name", pool.find("name"))
                    .put("nodeCount", pool.find("count"))
                    .put("maxPods", pool.find("maxPods"))
                    .put("zones", pool.find("availabilityZones"))
                    .put(SUBNET, subnet(pool, SUBNET, index).or(() -> managed))
                    .put("podSubnetId", subnet(pool, "podSubnetId", index))
                    .put("podIpAllocationMode", allocation(pool))
                    .put("enableClusterAutoscaler", pool.find("enableAutoScaling"))
                    .put("minCount", pool.find("minCount"))
                    .put("maxCount", pool.find("maxCount"))
                    .put("maxSurge", surge(pool))
                    .put("enableNodePublicIp", pool.find("enableNodePublicIp"))
                    .put("osType", pool.find("osType"))
                    .put("osSku", pool.find("osSku"))
                    .put("vmSetType", pool.find("type"))
                    .build());
            if (pools.size() == 1) {
                flags.put(SUBNET, subnet(pool, SUBNET, index).or(() -> managed));
            }
        }
        return flags.putList("nodePools", pools, cluster.location()).build();
    }

    /** The id as it is, or as podpath calls the subnet if that is given. */
    private static Optional<SourceNode> subnet(ResourceView pool, String field, ResourceIndex index) {
        String id = pool.text(field);
        return index.find(id).isEmpty()
                ? pool.find(field)
                : pool.find(field)
                        .map(node -> new ScalarNode(ScalarNode.Type.TEXT, index.subnetOf(id), node.location()));
    }

    /** Pools without a pod subnet show no mode, or one that means nothing. */
    private static Optional<SourceNode> allocation(ResourceView pool) {
        return pool.find("podSubnetId").flatMap(subnet -> pool.find("podIpAllocationMode"));
    }

    private static Optional<SourceNode> surge(ResourceView pool) {
        return pool.child("upgradeSettings").flatMap(settings -> settings.find("maxSurge"));
    }

    private static void addNetwork(ResourceView profile, TreeBuilder flags, ResourceIndex index) {
        for (String name : List.of(
                "networkPlugin",
                "networkPluginMode",
                "networkDataplane",
                "networkPolicy",
                "podCidr",
                "podCidrs",
                "serviceCidr",
                "serviceCidrs",
                "ipFamilies",
                "dnsServiceIp",
                "outboundType",
                "loadBalancerSku")) {
            flags.put(name, profile.find(name));
        }
        if (profile.text("podLinkLocalAccess").equals("None")) {
            flags.put("enableImdsRestriction", new ScalarNode(ScalarNode.Type.BOOLEAN, "true", profile.location()));
        }
        // A flat cluster shows no mode at all; asking for "none" keeps the default of new clusters out.
        if (profile.find("networkPlugin").isPresent()
                && profile.text("networkPluginMode").isEmpty()) {
            flags.putText("networkPluginMode", "", profile.location());
        }
        profile.child("loadBalancerProfile").ifPresent(balancer -> addLoadBalancer(balancer, flags, index));
        profile.child("natGatewayProfile")
                .filter(gateway -> profile.text("outboundType").startsWith("managedNAT"))
                .ifPresent(gateway -> addNatGateway(gateway, flags, index));
        profile.child(KubeProxyReader.CONFIG)
                .ifPresent(proxy -> flags.put(KubeProxyReader.CONFIG, kubeProxyConfig(proxy)));
    }

    private static void addLoadBalancer(ResourceView balancer, TreeBuilder flags, ResourceIndex index) {
        flags.put("loadBalancerOutboundPorts", balancer.find("allocatedOutboundPorts"));
        addAddresses("loadBalancerOutboundIps", balancer, flags, index);
    }

    /** The addresses in use, if every one of them is given; part of them would be a wrong answer. */
    private static void addAddresses(String flag, ResourceView profile, TreeBuilder flags, ResourceIndex index) {
        List<String> ids = profile.references("effectiveOutboundIps");
        List<ScalarNode> known = ids.stream()
                .flatMap(id -> index.find(id).stream())
                .flatMap(publicIp -> publicIp.find("ipAddress").stream())
                .filter(ScalarNode.class::isInstance)
                .map(ScalarNode.class::cast)
                .toList();
        if (known.size() == ids.size()) {
            flags.putList(flag, known, profile.location());
        }
    }

    private static void addNatGateway(ResourceView gateway, TreeBuilder flags, ResourceIndex index) {
        addAddresses("natGatewayOutboundIps", gateway, flags, index);
        flags.put("natGatewayIdleTimeout", gateway.find("idleTimeoutInMinutes"));
        gateway.child("managedOutboundIpProfile")
                .ifPresent(managed -> flags.put("natGatewayManagedOutboundIpCount", managed.find("count")));
    }

    private static MappingNode kubeProxyConfig(ResourceView proxy) {
        TreeBuilder config = new TreeBuilder(proxy.location());
        config.put("enabled", proxy.find("enabled"));
        config.put("mode", proxy.find("mode"));
        config.put("ipvsConfig", proxy.find("ipvsConfig"));
        return config.build();
    }
}
