package io.podpath.assembly;

import io.podpath.azure.fabric.InternetEdge;
import io.podpath.azure.fabric.LoadBalancerDoors;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancedFlows;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.model.IpAddress;
import io.podpath.topology.ElementSource;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds load balancers and joins them to the virtual network of their backends and to the edge.
 *
 * <pre>
 * vnet/corp -- load-balancer/kubernetes ----------- internet/edge
 *           -- load-balancer/kubernetes-internal
 *           == load-balancer/nva-lb                 a second link for packets that a route leads to a frontend
 * </pre>
 */
final class LoadBalancerAssembly {

    private final List<PlacedLoadBalancer> loadBalancers;
    private final Topology.Builder topology;

    LoadBalancerAssembly(List<PlacedLoadBalancer> loadBalancers, Topology.Builder topology) {
        this.loadBalancers = loadBalancers;
        this.topology = topology;
    }

    /** Adds the elements and their links; the edge learns their public addresses. */
    void add(Map<IpAddress, String> publicAddresses) {
        for (PlacedLoadBalancer placed : loadBalancers) {
            LoadBalancerConfig config = placed.config();
            LoadBalancer compiled = new LoadBalancer(config);
            String element = placed.element();
            topology.add(new TopologyNode(element, "load-balancer", elements -> compiled.withoutFlows()));
            String vnet = FabricAssembly.networkElement(placed.network());
            link(vnet, LoadBalancerDoors.interfaceOf(config.name()), element, LoadBalancer.VNET);
            String toEdge = InternetEdge.loadBalancerInterface(config.name());
            if (isPublic(config)) {
                link(element, LoadBalancer.INTERNET, FabricAssembly.EDGE, toEdge);
            }
            for (Frontend frontend : config.frontends()) {
                if (frontend.scope() == Frontend.Scope.PUBLIC) {
                    publicAddresses.put(frontend.address(), toEdge);
                } else if (config.takesAllPorts(frontend.address())) {
                    link(
                            vnet,
                            LoadBalancerDoors.nextHopInterface(config.name(), frontend.address()),
                            element,
                            LoadBalancer.nextHopInterface(frontend.address()));
                }
            }
            for (OutboundRule rule : config.outboundRules()) {
                rule.ports().addresses().forEach(address -> publicAddresses.put(address, toEdge));
            }
        }
    }

    /** The one of a cluster is joined to the edge whether or not a Service needs it. */
    private static boolean isPublic(LoadBalancerConfig config) {
        return config.name().equals(LoadBalancerConfig.AKS_POOL)
                || !config.outboundRules().isEmpty()
                || config.frontends().stream().anyMatch(frontend -> frontend.scope() == Frontend.Scope.PUBLIC);
    }

    /** The load balancers of a network, from the elements of a run. */
    LoadBalancerDoors doors(String network, ElementSource elements) {
        Map<String, LoadBalancedFlows> byName = new LinkedHashMap<>();
        for (PlacedLoadBalancer placed : loadBalancers) {
            if (placed.network().equals(network)) {
                byName.put(placed.config().name(), (LoadBalancedFlows) elements.element(placed.element()));
            }
        }
        return new LoadBalancerDoors(byName);
    }

    private void link(String one, String ofOne, String other, String ofOther) {
        topology.link(new LinkEnd(one, ofOne), new LinkEnd(other, ofOther), LinkLatency.FABRIC_NANOS);
    }
}
