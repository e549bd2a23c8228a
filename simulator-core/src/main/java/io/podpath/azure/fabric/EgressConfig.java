package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What decides about the ways out of a virtual network, besides routes, load balancer and addresses of NICs.
 *
 * @param natGateways which subnets have a NAT gateway
 * @param defaultOutboundNics NICs to which Azure lends a public address, since they have no way out of their own
 */
public record EgressConfig(List<SubnetNatGateway> natGateways, Set<String> defaultOutboundNics) {

    /** Neither. */
    public static final EgressConfig NONE = new EgressConfig(List.of(), Set.of());

    public EgressConfig {
        natGateways = List.copyOf(natGateways);
        defaultOutboundNics = new TreeSet<>(defaultOutboundNics);
    }

    /**
     * A NAT gateway as a subnet names it.
     *
     * @param subnet the name of the subnet
     * @param prefixes the ranges of the subnet
     * @param natGateway the name of the NAT gateway
     */
    public record SubnetNatGateway(String subnet, List<Cidr> prefixes, String natGateway) {

        public SubnetNatGateway {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** The NAT gateway of the subnet that a source address is in. */
    Optional<SubnetNatGateway> findNatGateway(IpAddress source) {
        return natGateways.stream()
                .filter(candidate -> candidate.prefixes().stream().anyMatch(prefix -> prefix.contains(source)))
                .findFirst();
    }

    /** The name of the NAT gateway of each subnet, for views. */
    public Map<String, String> natGatewayBySubnet() {
        Map<String, String> names = new TreeMap<>();
        natGateways.forEach(one -> names.put(one.subnet(), one.natGateway()));
        return names;
    }
}
