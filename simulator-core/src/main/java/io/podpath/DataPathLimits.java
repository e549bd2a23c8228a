package io.podpath;

import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cni.AksCluster;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.model.IpAddress;
import io.podpath.model.TransportAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Flows that something podpath does not model would carry: Services where Cilium translates them, and pods and Services
 * where a plugin of one's own does.
 */
final class DataPathLimits {

    private final AksCluster.Networking networking;
    private final ClusterPlan plan;
    private final Set<IpAddress> podIps = new HashSet<>();
    private final Set<IpAddress> nodeIps = new HashSet<>();
    private final Set<IpAddress> serviceIps = new HashSet<>();
    private final Set<Integer> nodePorts = new HashSet<>();

    DataPathLimits(ClusterPlan plan) {
        this.networking = plan.cluster().networking();
        this.plan = plan;
        for (NodePlan node : plan.nodes()) {
            nodeIps.addAll(node.ips());
        }
        for (Pod pod : plan.objects().pods()) {
            if (!pod.spec().hostNetwork()) {
                podIps.addAll(pod.status().podIps());
            }
        }
        for (Service service : plan.objects().services()) {
            serviceIps.addAll(service.clusterIps());
            serviceIps.addAll(service.exposure().externalIps());
            service.exposure().loadBalancerIngress().forEach(ingress -> serviceIps.add(ingress.ip()));
            service.ports().stream()
                    .map(ServicePort::nodePort)
                    .filter(port -> port != 0)
                    .forEach(nodePorts::add);
        }
    }

    /** What stands in the way of a flow, if anything. */
    Optional<String> explain(ProbeRoute route) {
        TransportAddress destination = route.destination();
        if (networking.plugin().equals("none")) {
            boolean isOfPlugin = route.fromElement().startsWith("pod/")
                    || podIps.contains(destination.address())
                    || isService(destination);
            return isOfPlugin
                    ? Optional.of("with network plugin none the path of pods is that of your own plugin")
                    : Optional.empty();
        }
        boolean isOfCilium = networking.dataplane().equals("cilium") && isService(destination);
        return isOfCilium
                ? Optional.of("what Cilium's data path makes of Services (" + destination + ") is not modelled yet")
                : Optional.empty();
    }

    private boolean isService(TransportAddress destination) {
        IpAddress address = destination.address();
        return serviceIps.contains(address)
                || plan.cluster().ranges().serviceCidrs().stream().anyMatch(range -> range.contains(address))
                || (nodeIps.contains(address) && nodePorts.contains(destination.port()));
    }
}
