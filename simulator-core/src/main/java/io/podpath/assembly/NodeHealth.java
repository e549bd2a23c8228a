package io.podpath.assembly;

import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.provider.ServiceProbes;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodePlan;
import io.podpath.model.Protocol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the probes of load balancers find at the nodes of a cluster, if they arrive there.
 *
 * <pre>
 * a node port, policy Cluster      up with any endpoint of its Service
 * a node port, policy Local        up on nodes with an endpoint
 * healthCheckNodePort              200 on nodes with a ready endpoint; the port itself is open everywhere
 * 10256, in shared mode 10356      200 for /healthz and /livez: kube-proxy, and the relay beside it
 * any other port                   up if kubelet or a pod in the node's network listens there
 * </pre>
 *
 * <p>On nodes of Azure Linux a probe of IPv6, which comes from a link-local address, finds no way to a pod, so that a node
 * port is down there with policy Cluster; why is not published. What kube-proxy answers by itself is not concerned.
 *
 * <p>What an application behind a node port answers to an HTTP probe is not known; podpath takes it for 200.
 *
 * <p><i>Source:</i> kubernetes {@code pkg/proxy/healthcheck}; Azure docs, Load Balancer health probes; AKS docs, Azure CNI
 * Overlay, limitations that pertain to IPv6 services; fact DUAL-PROBE-AZURE-LINUX.
 */
final class NodeHealth implements BackendHealth {

    private static final int KUBELET_PORT = 10_250;
    private static final int KUBE_PROXY_HEALTH_PORT = 10_256;

    private final ClusterPlan plan;
    private final Map<Integer, Service> byNodePort = new HashMap<>();
    private final Map<Integer, Service> byHealthPort = new HashMap<>();
    private final Map<NamespacedName, Set<String>> readyNodes = new HashMap<>();
    private final Set<NamespacedName> withEndpoints = new HashSet<>();
    private final Map<String, Set<Integer>> hostPorts = new HashMap<>();
    private final Set<String> azureLinuxNodes = new HashSet<>();

    NodeHealth(ClusterPlan plan) {
        this.plan = plan;
        for (Service service : plan.objects().services()) {
            service.ports().stream()
                    .filter(port -> port.nodePort() != 0 && port.protocol() == Protocol.TCP)
                    .forEach(port -> byNodePort.put(port.nodePort(), service));
            if (service.exposure().healthCheckNodePort() != 0) {
                byHealthPort.put(service.exposure().healthCheckNodePort(), service);
            }
        }
        for (EndpointSlice slice : plan.objects().endpointSlices()) {
            slice.endpoints().forEach(endpoint -> note(slice.service(), endpoint));
        }
        for (NodePlan node : plan.nodes()) {
            if (plan.cluster().poolOf(node.spec()).runsAzureLinux()) {
                azureLinuxNodes.add(node.name());
            }
        }
        for (Map.Entry<String, List<Pod>> node : plan.podsByNode().entrySet()) {
            node.getValue().stream()
                    .filter(pod -> pod.spec().hostNetwork())
                    .flatMap(pod -> pod.spec().ports().stream())
                    .filter(port -> port.protocol() == Protocol.TCP)
                    .map(ContainerPort::port)
                    .forEach(port -> hostPorts
                            .computeIfAbsent(node.getKey(), name -> new HashSet<>())
                            .add(port));
        }
    }

    private void note(NamespacedName service, EndpointSlice.Endpoint endpoint) {
        EndpointSlice.Conditions conditions = endpoint.conditions();
        if (conditions.ready()) {
            endpoint.findNodeName()
                    .ifPresent(node -> readyNodes
                            .computeIfAbsent(service, name -> new HashSet<>())
                            .add(node));
        }
        if (conditions.ready() || (conditions.serving() && conditions.terminating())) {
            withEndpoints.add(service);
        }
    }

    @Override
    public boolean isUp(LoadBalancingRule rule, Backend backend) {
        return findFault(rule, backend).isEmpty();
    }

    @Override
    public String whyDown(LoadBalancingRule rule, Backend backend) {
        return findFault(rule, backend).orElse("");
    }

    private Optional<String> findFault(LoadBalancingRule rule, Backend backend) {
        boolean isIpv6 = !rule.frontend().address().isIpv4();
        return rule.findProbe().flatMap(probe -> findFault(probe, backend.nic(), isIpv6));
    }

    private Optional<String> findFault(HealthProbe probe, String node, boolean isIpv6) {
        Service byHealth = byHealthPort.get(probe.port());
        if (byHealth != null) {
            boolean passes = probe.kind() == HealthProbe.Kind.TCP || isReadyOn(byHealth, node);
            return fault(passes, node + " has no ready endpoint of " + byHealth.name());
        }
        Service behind = byNodePort.get(probe.port());
        if (behind != null) {
            return findFault(behind, node, isIpv6);
        }
        if (isKubeProxyHealth(probe.port())) {
            boolean passes = probe.kind() == HealthProbe.Kind.TCP
                    || probe.path().equals("/healthz")
                    || probe.path().equals("/livez");
            return fault(passes, "port " + probe.port() + " answers " + probe.path() + " with 404");
        }
        boolean listens = probe.port() == KUBELET_PORT
                || hostPorts.getOrDefault(node, Set.of()).contains(probe.port());
        return fault(listens, "nothing listens at port " + probe.port() + " of " + node);
    }

    private Optional<String> findFault(Service behind, String node, boolean isIpv6) {
        if (behind.exposure().externalTrafficPolicy() == TrafficPolicy.LOCAL) {
            return fault(isReadyOn(behind, node), node + " has no ready endpoint of " + behind.name());
        }
        if (isIpv6 && azureLinuxNodes.contains(node)) {
            return Optional.of(node + " runs Azure Linux, where a probe of IPv6 finds no way to a pod unless"
                    + " externalTrafficPolicy is Local");
        }
        return fault(withEndpoints.contains(behind.name()), behind.name() + " has no endpoint");
    }

    private boolean isKubeProxyHealth(int port) {
        boolean isShared = plan.cluster().egress().loadBalancer().probeMode() == ServiceProbes.Mode.SHARED;
        return port == KUBE_PROXY_HEALTH_PORT || (isShared && port == ServiceProbes.SHARED_PORT);
    }

    private boolean isReadyOn(Service service, String node) {
        return readyNodes.getOrDefault(service.name(), Set.of()).contains(node);
    }

    private static Optional<String> fault(boolean passes, String text) {
        return passes ? Optional.empty() : Optional.of(text);
    }
}
