package io.podpath.scenario.load;

import io.podpath.aks.AksCluster.Egress;
import io.podpath.aks.AksCluster.ManagedNatGateway;
import io.podpath.aks.AksCluster.NodePool;
import io.podpath.aks.OutboundType;
import io.podpath.azure.resource.NatGatewaySpec;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads how a cluster reaches the internet.
 *
 * <p><i>Source:</i> Azure docs, az aks create; Create a managed or user-assigned NAT gateway for AKS.
 */
final class EgressReader {

    private static final Map<String, OutboundType> OUTBOUND_TYPES =
            Choices.of(OutboundType.values(), OutboundType::text);
    private static final int MAX_OUTBOUND_PORTS = 64_000;

    private EgressReader() {}

    /** What these flags say, for these pools. */
    static Egress read(Fields flags, List<NodePool> pools) {
        flags.integer("loadBalancerManagedOutboundIpCount", 1, 100);
        OutboundType type = flags.choice("outboundType", OUTBOUND_TYPES).orElse(OutboundType.LOAD_BALANCER);
        ManagedNatGateway natGateway = new ManagedNatGateway(
                addresses(flags, "natGatewayOutboundIps"),
                flags.integer("natGatewayManagedOutboundIpCount", 1, NatGatewaySpec.MAX_PUBLIC_IPS, 1),
                flags.integer(
                        "natGatewayIdleTimeout",
                        NatGatewaySpec.MIN_IDLE_MINUTES,
                        NatGatewaySpec.MAX_IDLE_MINUTES,
                        NatGatewaySpec.MIN_IDLE_MINUTES));
        for (String flag : List.of("natGatewayManagedOutboundIpCount", "natGatewayIdleTimeout")) {
            if (flags.has(flag) && !type.isManagedNatGateway()) {
                flags.mismatch(
                        flag, "'" + flag + "' goes with outboundType 'managedNATGateway', not '" + type.text() + "'");
            }
        }
        return new Egress(
                type,
                addresses(flags, "loadBalancerOutboundIps"),
                flags.integer("loadBalancerOutboundPorts", 0, MAX_OUTBOUND_PORTS, 0),
                natGateway,
                publicIpPools(flags, pools),
                LoadBalancerProfileReader.read(flags));
    }

    /** az takes resource ids here; podpath takes addresses as well and passes over ids, whose addresses it cannot know. */
    private static List<IpAddress> addresses(Fields flags, String name) {
        List<IpAddress> addresses = new ArrayList<>();
        flags.texts(name).forEach(text -> IpAddress.tryParse(text).ifPresent(addresses::add));
        return addresses;
    }

    /** The flag of the cluster is for its first pool; pools have flags of their own. */
    private static Set<String> publicIpPools(Fields flags, List<NodePool> pools) {
        Set<String> names = new HashSet<>();
        if (flags.flag("enableNodePublicIp")) {
            pools.stream().limit(1).map(NodePool::name).forEach(names::add);
        }
        for (Fields pool : flags.objects("nodePools")) {
            boolean enabled = pool.flag("enableNodePublicIp");
            pool.text("name").filter(name -> enabled).ifPresent(names::add);
        }
        return names;
    }
}
