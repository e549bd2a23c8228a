package io.podpath.cni;

import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where packets go that are meant for a Service: cluster IPs, the whole range they are from, external addresses,
 * frontends, and node ports at the addresses of nodes.
 */
public final class ServiceDestinations {

    private final Set<IpAddress> addresses = new HashSet<>();
    private final Set<IpAddress> nodes = new HashSet<>();
    private final Set<Integer> nodePorts = new HashSet<>();
    private final List<Cidr> ranges;

    private ServiceDestinations(List<Cidr> ranges) {
        this.ranges = ranges;
    }

    /** Those of a cluster. */
    public static ServiceDestinations of(ClusterPlan plan) {
        ServiceDestinations all =
                new ServiceDestinations(plan.cluster().ranges().serviceCidrs());
        plan.nodes().forEach(node -> all.nodes.addAll(node.ips()));
        plan.objects().services().forEach(all::add);
        return all;
    }

    private void add(Service service) {
        addresses.addAll(service.clusterIps());
        addresses.addAll(service.exposure().externalIps());
        service.exposure().loadBalancerIngress().forEach(ingress -> addresses.add(ingress.ip()));
        service.ports().stream()
                .map(ServicePort::nodePort)
                .filter(port -> port != 0)
                .forEach(nodePorts::add);
    }

    /** Whether a packet to this address and port is meant for a Service. */
    public boolean contains(TransportAddress destination) {
        IpAddress address = destination.address();
        return addresses.contains(address)
                || ranges.stream().anyMatch(range -> range.contains(address))
                || (nodes.contains(address) && nodePorts.contains(destination.port()));
    }
}
