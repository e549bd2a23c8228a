package io.podpath;

import io.podpath.cluster.AddonConfigs;
import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.CoreDnsCustom;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.MasqueradeConfig;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.NetworkPolicy;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.PodStatus;
import io.podpath.cluster.Service;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What {@link TestNetwork} is told about Kubernetes objects. */
final class TestObjects {

    private final List<Pod> pods = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<EndpointSlice> slices = new ArrayList<>();
    private final List<NetworkPolicy> policies = new ArrayList<>();
    private final List<MasqueradeConfig> masqueradeConfigs = new ArrayList<>();
    private final TestHttp http = new TestHttp();

    TestHttp http() {
        return http;
    }

    ClusterObjects declared() {
        return new ClusterObjects(
                List.of(),
                List.of(),
                pods,
                services,
                slices,
                policies,
                http.routing(),
                new AddonConfigs(masqueradeConfigs, CoreDnsCustom.NONE, List.of()));
    }

    /** {@code name @ node : port}; its label is {@code app=name} up to a dash. */
    void pod(String text, boolean hostNetwork, PodStatus status) {
        String[] parts = text.split("[@:]", -1);
        String name = parts[0].trim();
        List<ContainerPort> ports = new ArrayList<>();
        for (int i = 2; i < parts.length; i++) {
            int port = Integer.parseInt(parts[i].trim());
            ports.add(new ContainerPort("", port, Protocol.TCP, 0));
            ports.add(new ContainerPort("", port, Protocol.UDP, 0));
        }
        PodSpec spec = new PodSpec(ports, hostNetwork, parts[1].trim(), Map.of(), List.of());
        pods.add(new Pod(new NamespacedName(TestNetwork.NAMESPACE, name), Map.of("app", app(name)), spec, status));
    }

    private static String app(String podName) {
        int dash = podName.indexOf('-');
        return dash < 0 ? podName : podName.substring(0, dash);
    }

    void add(Service service) {
        services.add(service);
    }

    /** {@code default kubernetes 203.0.113.200:443}. */
    void endpoints(String text) {
        String[] words = text.split("[ :]", -1);
        slices.add(new EndpointSlice(
                new NamespacedName(words[0], words[1]),
                words[1],
                IpAddress.parse(words[2]).family(),
                List.of(new EndpointSlice.Port("", Protocol.TCP, Integer.parseInt(words[3]))),
                List.of(new EndpointSlice.Endpoint(
                        List.of(IpAddress.parse(words[2])),
                        EndpointSlice.Conditions.READY,
                        null,
                        EndpointSlice.Hints.NONE))));
    }

    void egressPolicy(String app) {
        policies.add(new NetworkPolicy(
                new NamespacedName(TestNetwork.NAMESPACE, app + "-egress"),
                LabelSelector.ofLabels(Map.of("app", app)),
                false,
                true));
    }

    void masqueradeExceptions(String... ranges) {
        masqueradeConfigs.add(new MasqueradeConfig(
                new NamespacedName("kube-system", "azure-ip-masq-agent-config"),
                Arrays.stream(ranges).map(Cidr::parse).toList(),
                false));
    }
}
