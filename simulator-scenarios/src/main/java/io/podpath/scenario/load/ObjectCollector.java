package io.podpath.scenario.load;

import io.podpath.cluster.AddonConfigs;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.CoreDnsCustom;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.MasqueradeConfig;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.StaticGatewayConfiguration;
import io.podpath.cluster.Workload;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the objects of all manifests and settles which of them stand for the same thing. */
final class ObjectCollector {

    final List<NodeSpec> nodes = new ArrayList<>();
    final List<Pod> pods = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final List<EndpointSlice> slices = new ArrayList<>();
    final List<EndpointSlice> endpoints = new ArrayList<>();
    final List<NetworkPolicy> policies = new ArrayList<>();
    final HttpRoutingCollector http = new HttpRoutingCollector();
    final List<MasqueradeConfig> masqueradeConfigs = new ArrayList<>();
    CoreDnsCustom coreDns = CoreDnsCustom.NONE;
    final List<StaticGatewayConfiguration> staticGateways = new ArrayList<>();

    private final List<Workload> workloads = new ArrayList<>();
    private final Map<String, NodeSpec> nodesSeen = new TreeMap<>();
    private final Map<NamespacedName, String> controllerOfReplicaSet = new HashMap<>();

    void addAll(ObjectCollector other) {
        nodes.addAll(other.nodes);
        pods.addAll(other.pods);
        services.addAll(other.services);
        slices.addAll(other.slices);
        endpoints.addAll(other.endpoints);
        policies.addAll(other.policies);
        http.addAll(other.http);
        masqueradeConfigs.addAll(other.masqueradeConfigs);
        coreDns = other.coreDns;
        staticGateways.addAll(other.staticGateways);
        workloads.addAll(other.workloads);
        controllerOfReplicaSet.putAll(other.controllerOfReplicaSet);
        nodesSeen.putAll(other.nodesSeen);
    }

    /** Remembers the node a running pod was seen on, for dumps that do not list nodes. */
    void sawNode(String name, IpAddress address) {
        nodesSeen.putIfAbsent(name, new NodeSpec(name, Map.of(), List.of(address), List.of(), true));
    }

    void addWorkload(Workload workload, KubeObject object) {
        workloads.add(workload);
        if (workload.kind() == Workload.Kind.REPLICA_SET) {
            object.findController().ifPresent(owner -> controllerOfReplicaSet.put(workload.name(), owner));
        }
    }

    ClusterObjects finish() {
        return new ClusterObjects(
                nodes.isEmpty() ? List.copyOf(nodesSeen.values()) : nodes,
                settledWorkloads(),
                pods,
                services,
                settledSlices(),
                policies,
                http.finish(),
                new AddonConfigs(masqueradeConfigs, coreDns, staticGateways));
    }

    /** A ReplicaSet of a listed Deployment stays known by name, but the Deployment wants the pods. */
    private List<Workload> settledWorkloads() {
        Set<String> deployments = new HashSet<>();
        for (Workload workload : workloads) {
            if (workload.kind() == Workload.Kind.DEPLOYMENT) {
                deployments.add(workload.name().namespace() + "/Deployment/"
                        + workload.name().name());
            }
        }
        List<Workload> settled = new ArrayList<>();
        for (Workload workload : workloads) {
            String owner = workload.kind() == Workload.Kind.REPLICA_SET
                    ? controllerOfReplicaSet.getOrDefault(workload.name(), "")
                    : "";
            boolean owned = deployments.contains(workload.name().namespace() + "/" + owner);
            settled.add(owned ? withoutReplicas(workload) : workload);
        }
        return settled;
    }

    private static Workload withoutReplicas(Workload workload) {
        return new Workload(
                workload.kind(), workload.name(), 0, workload.podLabels(), workload.template(), workload.selector());
    }

    /** Endpoints count only for Services that have no EndpointSlice. */
    private List<EndpointSlice> settledSlices() {
        Set<NamespacedName> sliced = new HashSet<>();
        slices.forEach(slice -> sliced.add(slice.service()));
        List<EndpointSlice> settled = new ArrayList<>(slices);
        endpoints.stream().filter(slice -> !sliced.contains(slice.service())).forEach(settled::add);
        return settled;
    }
}
