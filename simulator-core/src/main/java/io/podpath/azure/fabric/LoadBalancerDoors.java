package io.podpath.azure.fabric;

import io.podpath.azure.loadbalancer.LoadBalancedFlows;
import io.podpath.model.FiveTuple;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The load balancers that stand in a virtual network, and the interfaces of the network that lead to them.
 *
 * <pre>
 * lb:kubernetes                  to its frontends and outbound rules, and back from it
 * lb:nva-lb via 10.2.1.10        to an appliance behind it, since a route names that frontend as next hop
 * </pre>
 *
 * @param byName the load balancers, in the order in which outbound rules are asked
 */
public record LoadBalancerDoors(Map<String, LoadBalancedFlows> byName) {

    /** A network without load balancers. */
    public static final LoadBalancerDoors NONE = new LoadBalancerDoors(Map.of());

    private static final String PREFIX = "lb:";

    public LoadBalancerDoors {
        byName = new LinkedHashMap<>(byName);
    }

    /** A network with one load balancer. */
    public static LoadBalancerDoors of(String name, LoadBalancedFlows loadBalancer) {
        return new LoadBalancerDoors(Map.of(name, loadBalancer));
    }

    /** The interface towards a load balancer. */
    public static String interfaceOf(String name) {
        return PREFIX + name;
    }

    /** The interface towards a load balancer for packets that a route leads to one of its frontends. */
    public static String nextHopInterface(String name, IpAddress frontend) {
        return interfaceOf(name) + " via " + frontend;
    }

    /** The load balancer behind an interface. */
    Optional<LoadBalancedFlows> find(String interfaceName) {
        return interfaceName.startsWith(PREFIX)
                ? Optional.ofNullable(byName.get(interfaceName.substring(PREFIX.length())))
                : Optional.empty();
    }

    boolean ownsFrontend(IpAddress address) {
        return byName.values().stream().anyMatch(one -> one.ownsFrontend(address));
    }

    /** The interface towards the owner of a frontend. */
    Optional<String> findOwner(IpAddress frontend) {
        return byName.entrySet().stream()
                .filter(one -> one.getValue().ownsFrontend(frontend))
                .map(one -> interfaceOf(one.getKey()))
                .findFirst();
    }

    /** The interface for packets that a route leads to this frontend, if one of its rules takes every port. */
    Optional<String> findNextHop(IpAddress frontend) {
        return byName.entrySet().stream()
                .filter(one -> one.getValue().takesAllPorts(frontend))
                .map(one -> nextHopInterface(one.getKey(), frontend))
                .findFirst();
    }

    /** The interface towards the outbound rule that covers a source. */
    Optional<String> findOutbound(IpAddress source) {
        return byName.entrySet().stream()
                .filter(one -> one.getValue().translatesOutbound(source))
                .map(one -> interfaceOf(one.getKey()))
                .findFirst();
    }

    /** The frontend that has to stand as source of this reply. */
    Optional<TransportAddress> findFrontend(FiveTuple reply) {
        return byName.values().stream()
                .flatMap(one -> one.findFrontend(reply).stream())
                .findFirst();
    }
}
