package io.podpath.azure.fabric;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies beyond a virtual network: peered networks with the rules of their peerings, and gateways.
 *
 * @param peers the peered networks, by name
 * @param gateways the interface towards each gateway the network may use, by the gateway's name
 * @param userRouteGateway the gateway that user-defined routes lead to, or empty
 */
public record Neighbours(Map<String, Peer> peers, Map<String, String> gateways, String userRouteGateway) {

    /** A virtual network on its own. */
    public static final Neighbours NONE = new Neighbours(Map.of(), Map.of(), "");

    public Neighbours {
        peers = new TreeMap<>(peers);
        gateways = new TreeMap<>(gateways);
    }

    /**
     * A peered network as this network sees it.
     *
     * @param prefixes its ranges
     * @param admission what this network takes from it
     * @param usesTransit whether one of the two uses the other's gateway
     * @param appliances addresses in it that are next hops of this network's routes
     */
    public record Peer(List<Cidr> prefixes, Admission admission, boolean usesTransit, Set<IpAddress> appliances) {

        public Peer {
            prefixes = List.copyOf(prefixes);
            appliances = Set.copyOf(appliances);
        }

        boolean owns(IpAddress address) {
            return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
        }
    }

    /** What a network takes from a peered one. */
    public enum Admission {
        /** Nothing: access is switched off. */
        NOTHING,
        /** Packets that began in the peered network. */
        OWN_TRAFFIC,
        /** Those, and packets that something there forwarded. */
        FORWARDED_TRAFFIC
    }

    Optional<Peer> findPeer(String network) {
        return Optional.ofNullable(peers.get(network));
    }

    /** The peered network in which a next hop stands. */
    Optional<String> findNetworkOfAppliance(IpAddress nextHop) {
        return peers.entrySet().stream()
                .filter(peer -> peer.getValue().appliances().contains(nextHop))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Optional<String> findGatewayInterface(String gateway) {
        return Optional.ofNullable(gateways.get(gateway));
    }

    /** The gateway behind an interface. */
    Optional<String> findGatewayBehind(String interfaceName) {
        return gateways.entrySet().stream()
                .filter(gateway -> gateway.getValue().equals(interfaceName))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
