package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short ways to write down nodes, pods, workloads and Services. */
final class ClusterFixtures {

    private ClusterFixtures() {}

    static NodeSpec node(String name, String zone) {
        Map<String, String> labels = zone.isEmpty() ? Map.of() : Map.of(NodeSpec.ZONE_LABEL, zone);
        return new NodeSpec(name, labels, List.of(), List.of(), true);
    }

    static List<NodeSpec> nodes(int count) {
        List<NodeSpec> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(node("node-" + i, ""));
        }
        return nodes;
    }

    static NamespacedName shop(String name) {
        return new NamespacedName("shop", name);
    }

    static PodSpec spec(ContainerPort... ports) {
        return new PodSpec(List.of(ports), false, null, Map.of(), List.of());
    }

    static ContainerPort tcp(String name, int port) {
        return new ContainerPort(name, port, Protocol.TCP, 0);
    }

    static Pod pod(String name, String app) {
        return new Pod(shop(name), Map.of("app", app), spec(), PodStatus.READY);
    }

    static Pod pod(String name, String app, String ip, String node) {
        return pod(name, app).withPodIps(List.of(IpAddress.parse(ip))).onNode(node);
    }

    static Workload workload(Workload.Kind kind, String name, int replicas) {
        Map<String, String> labels = Map.of("app", name);
        return new Workload(kind, shop(name), replicas, labels, spec(), LabelSelector.ofLabels(labels));
    }

    static ServicePort port(String name, int port, TargetPort target, int nodePort) {
        return new ServicePort(name, Protocol.TCP, port, target, nodePort, "");
    }

    static Service service(String name, ServiceType type, String clusterIp, ServicePort... ports) {
        List<IpAddress> clusterIps = clusterIp.isEmpty() ? List.of() : List.of(IpAddress.parse(clusterIp));
        return new Service(
                shop(name),
                Service.Metadata.NONE,
                type,
                clusterIps,
                false,
                List.of(ports),
                backend(Map.of("app", name), "", false),
                ServiceExposure.NONE);
    }

    static Service.Backend backend(Map<String, String> selector, String trafficDistribution, boolean publishNotReady) {
        return new Service.Backend(selector, TrafficPolicy.CLUSTER, 0, publishNotReady, trafficDistribution);
    }

    static Service withBackend(Service service, Service.Backend backend) {
        return new Service(
                service.name(),
                service.metadata(),
                service.type(),
                service.clusterIps(),
                service.headless(),
                service.ports(),
                backend,
                service.exposure());
    }
}
