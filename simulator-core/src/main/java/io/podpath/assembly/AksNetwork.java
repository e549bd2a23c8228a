package io.podpath.assembly;

import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.security.NicSecurity;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.http.HttpProxies;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.netfilter.NamespaceRules;
import io.podpath.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The network AKS would build.
 *
 * @param plan the completed cluster
 * @param topology elements and links
 * @param addresses who has which address
 * @param addressesByName the addresses, one of each family at most, of machines and hosts that are not Kubernetes objects, by element
 * @param rulesOf the rules of a node
 * @param securityByNic what filters the packets of each NIC, by the name of its machine
 * @param routesByNic the effective routes of each machine's NIC
 * @param loadBalancers the load balancers, those of the cluster first
 * @param proxies who forwards HTTP requests
 */
public record AksNetwork(
        ClusterPlan plan,
        Topology topology,
        AddressBook addresses,
        Map<String, List<IpAddress>> addressesByName,
        Function<NodePlan, NamespaceRules> rulesOf,
        Map<String, NicSecurity> securityByNic,
        Map<String, EffectiveRoutes> routesByNic,
        List<LoadBalancerConfig> loadBalancers,
        HttpProxies proxies) {

    public AksNetwork {
        addressesByName = Map.copyOf(addressesByName);
        securityByNic = new TreeMap<>(securityByNic);
        routesByNic = new TreeMap<>(routesByNic);
        loadBalancers = List.copyOf(loadBalancers);
    }

    /** The rules of a node. */
    public Optional<NamespaceRules> findRules(String node) {
        return plan.findNode(node).map(rulesOf);
    }

    /** The routes of a node of a family, as {@code ip route} and {@code ip -6 route} print them. */
    public Optional<List<String>> findRoutes(String node, IpFamily family) {
        return plan.findNode(node).map(found -> {
            Map<IpAddress, String> interfaces = new HashMap<>();
            plan.podsByNode().getOrDefault(node, List.of()).stream()
                    .filter(pod -> !pod.spec().hostNetwork())
                    .forEach(pod -> pod.status()
                            .podIps()
                            .forEach(address ->
                                    interfaces.put(address, plan.model().hostInterface(pod))));
            return plan.model().nodeConfiguration(found, interfaces).routes().list().stream()
                    .filter(route -> route.destination().family() == family)
                    .map(Object::toString)
                    .toList();
        });
    }
}
