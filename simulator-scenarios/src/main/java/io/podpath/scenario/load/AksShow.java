package io.podpath.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the JSON of {@code az aks show} into the flags of {@code cluster:}. */
final class AksShow {

    private AksShow() {}

    /** The flags that describe the same cluster. */
    static MappingNode toFlags(MappingNode json) {
        ResourceView cluster = new ResourceView(json);
        TreeBuilder flags = new TreeBuilder(cluster.location());
        flags.put("name", cluster.find("name"));
        flags.put("kubernetesVersion", cluster.find("currentKubernetesVersion"));
        cluster.child("networkProfile").ifPresent(profile -> addNetwork(profile, flags));
        List<SourceNode> pools = new ArrayList<>();
        for (ResourceView pool : cluster.children("agentPoolProfiles")) {
            pools.add(new TreeBuilder(pool.location())
                    .put("name", pool.find("name"))
                    .put("nodeCount", pool.find("count"))
                    .put("maxPods", pool.find("maxPods"))
                    .put("zones", pool.find("availabilityZones"))
                    .put("vnetSubnetId", pool.find("vnetSubnetId"))
                    .put("podSubnetId", pool.find("podSubnetId"))
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
                flags.put("vnetSubnetId", pool.find("vnetSubnetId"));
            }
        }
        return flags.putList("nodePools", pools, cluster.location()).build();
    }

    /** Pools without a pod subnet show no mode, or one that means nothing. */
    private static Optional<SourceNode> allocation(ResourceView pool) {
        return pool.find("podSubnetId").flatMap(subnet -> pool.find("podIpAllocationMode"));
    }

    private static Optional<SourceNode> surge(ResourceView pool) {
        return pool.child("upgradeSettings").flatMap(settings -> settings.find("maxSurge"));
    }

    private static void addNetwork(ResourceView profile, TreeBuilder flags) {
        for (String name : List.of(
                "networkPlugin",
                "networkPluginMode",
                "networkDataplane",
                "networkPolicy",
                "podCidr",
                "serviceCidr",
                "dnsServiceIp",
                "outboundType",
                "loadBalancerSku")) {
            flags.put(name, profile.find(name));
        }
        // A flat cluster shows no mode at all; asking for "none" keeps the default of new clusters out.
        if (profile.find("networkPlugin").isPresent()
                && profile.text("networkPluginMode").isEmpty()) {
            flags.putText("networkPluginMode", "", profile.location());
        }
        Optional<ResourceView> balancer = profile.child("loadBalancerProfile");
        balancer.flatMap(found -> found.find("allocatedOutboundPorts"))
                .ifPresent(ports -> flags.put("loadBalancerOutboundPorts", ports));
        profile.child("natGatewayProfile").ifPresent(gateway -> addNatGateway(gateway, flags));
        profile.child(KubeProxyReader.CONFIG)
                .ifPresent(proxy -> flags.put(KubeProxyReader.CONFIG, kubeProxyConfig(proxy)));
    }

    private static void addNatGateway(ResourceView gateway, TreeBuilder flags) {
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
