package io.podpath.kubeproxy;

import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TargetPort;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Service with one port and its endpoints, written down in a few words. An endpoint is {@code 10.244.1.5:8080@node-a}
 * followed by any of {@code unready}, {@code terminating}, {@code zone=a}, {@code hint=node-a}.
 */
final class TestService {

    private final String name;
    private final List<IpAddress> clusterIps = new ArrayList<>();
    private final List<IpAddress> externalIps = new ArrayList<>();
    private final List<LoadBalancerIngress> ingress = new ArrayList<>();
    private final List<Cidr> ranges = new ArrayList<>();
    private final List<EndpointSlice> slices = new ArrayList<>();
    private ServiceType type = ServiceType.CLUSTER_IP;
    private Protocol protocol = Protocol.TCP;
    private TrafficPolicy internal = TrafficPolicy.CLUSTER;
    private TrafficPolicy external = TrafficPolicy.CLUSTER;
    private int port;
    private int nodePort;
    private int healthCheckNodePort;
    private int affinitySeconds;

    private TestService(String name) {
        this.name = name;
    }

    static TestService at(String name, String clusterIp, int port) {
        TestService service = new TestService(name);
        service.clusterIps.add(IpAddress.parse(clusterIp));
        service.port = port;
        return service;
    }

    TestService protocol(Protocol wanted) {
        protocol = wanted;
        return this;
    }

    TestService nodePort(int wanted) {
        nodePort = wanted;
        type = type == ServiceType.CLUSTER_IP ? ServiceType.NODE_PORT : type;
        return this;
    }

    TestService vip(String ip) {
        return ingress(ip, false);
    }

    TestService proxiedVip(String ip) {
        return ingress(ip, true);
    }

    private TestService ingress(String ip, boolean proxyMode) {
        ingress.add(new LoadBalancerIngress(IpAddress.parse(ip), proxyMode));
        type = ServiceType.LOAD_BALANCER;
        return this;
    }

    TestService externalIp(String ip) {
        externalIps.add(IpAddress.parse(ip));
        return this;
    }

    TestService sourceRange(String range) {
        ranges.add(Cidr.parse(range));
        return this;
    }

    TestService internalLocal() {
        internal = TrafficPolicy.LOCAL;
        return this;
    }

    TestService externalLocal() {
        external = TrafficPolicy.LOCAL;
        return this;
    }

    TestService healthCheckNodePort(int wanted) {
        healthCheckNodePort = wanted;
        return this;
    }

    TestService affinity(int seconds) {
        affinitySeconds = seconds;
        return this;
    }

    TestService endpoints(String... texts) {
        for (String text : texts) {
            String[] words = text.split("[ @]", -1);
            int colon = words[0].lastIndexOf(':');
            IpAddress address = IpAddress.parse(words[0].substring(0, colon).replaceAll("[\\[\\]]", ""));
            boolean unready = text.contains(" unready");
            boolean terminating = text.contains(" terminating");
            EndpointSlice.Endpoint endpoint = new EndpointSlice.Endpoint(
                    List.of(address),
                    new EndpointSlice.Conditions(!unready && !terminating, !unready, terminating),
                    text.contains("@") ? words[1] : null,
                    new EndpointSlice.Hints(option(words, "zone="), option(words, "hint=")));
            EndpointSlice.Port slicePort =
                    new EndpointSlice.Port("", protocol, Integer.parseInt(words[0].substring(colon + 1)));
            slices.add(new EndpointSlice(
                    new NamespacedName("shop", name + "-" + slices.size()),
                    name,
                    address.family(),
                    List.of(slicePort),
                    List.of(endpoint)));
        }
        return this;
    }

    private static Set<String> option(String[] words, String prefix) {
        for (String word : words) {
            if (word.startsWith(prefix)) {
                return Set.of(word.substring(prefix.length()));
            }
        }
        return Set.of();
    }

    List<EndpointSlice> slices() {
        return slices;
    }

    Service service() {
        return new Service(
                new NamespacedName("shop", name),
                Service.Metadata.NONE,
                type,
                clusterIps,
                false,
                List.of(new ServicePort("", protocol, port, TargetPort.ofNumber(port), nodePort, "")),
                new Service.Backend(Map.of(), internal, affinitySeconds, false, ""),
                new ServiceExposure(externalIps, ingress, ranges, external, healthCheckNodePort));
    }

    static IptablesMode proxy(KubeProxyConfig config, TestService... services) {
        return new IptablesMode(config, ports(config.family(), services), endpoints(config.family(), services));
    }

    static ServicePortMap ports(IpFamily family, TestService... services) {
        List<Service> all = new ArrayList<>();
        for (TestService service : services) {
            all.add(service.service());
        }
        return ServicePortMap.of(all, family);
    }

    static EndpointsMap endpoints(IpFamily family, TestService... services) {
        List<EndpointSlice> all = new ArrayList<>();
        for (TestService service : services) {
            all.addAll(service.slices);
        }
        return EndpointsMap.of(all, family);
    }
}
