package io.podpath.scenario.conformance;

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
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Services and EndpointSlices as kube-proxy would get them.
 *
 * <p>Unlike the scenario loader this one is lenient on purpose: values an API server would reject are kept, because
 * kube-proxy handles them (odd node ports, blanks in source ranges, addresses with leading zeros). Absent fields have
 * the defaults of the API.
 */
final class ConformanceManifests {

    private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

    private ConformanceManifests() {}

    static Service service(Fields manifest) {
        Fields spec = manifest.at("spec");
        Fields metadata = manifest.at("metadata");
        String clusterIp = spec.text("clusterIP");
        Set<String> clusterIps = new LinkedHashSet<>();
        clusterIps.add(clusterIp);
        clusterIps.addAll(spec.texts("clusterIPs"));
        return new Service(
                name(metadata),
                new Service.Metadata(metadata.textMap("labels"), metadata.textMap("annotations")),
                type(spec.text("type")),
                addresses(List.copyOf(clusterIps)),
                clusterIp.equals("None"),
                spec.list("ports").stream()
                        .map(ConformanceManifests::servicePort)
                        .toList(),
                backend(spec),
                exposure(spec, manifest.at("status")));
    }

    static EndpointSlice endpointSlice(Fields manifest) {
        Fields metadata = manifest.at("metadata");
        return new EndpointSlice(
                name(metadata),
                metadata.at("labels").text(EndpointSlice.SERVICE_NAME_LABEL),
                manifest.text("addressType").equals("IPv6") ? IpFamily.IPV6 : IpFamily.IPV4,
                manifest.list("ports").stream()
                        .map(port -> new EndpointSlice.Port(port.text("name"), protocol(port), port.number("port", 0)))
                        .toList(),
                manifest.list("endpoints").stream()
                        .map(ConformanceManifests::endpoint)
                        .toList());
    }

    private static EndpointSlice.Endpoint endpoint(Fields endpoint) {
        Fields conditions = endpoint.at("conditions");
        Fields hints = endpoint.at("hints");
        return new EndpointSlice.Endpoint(
                addresses(endpoint.texts("addresses")),
                new EndpointSlice.Conditions(
                        conditions.flag("ready", true),
                        conditions.flag("serving", true),
                        conditions.flag("terminating", false)),
                endpoint.find("nodeName").orElse(null),
                new EndpointSlice.Hints(names(hints, "forZones"), names(hints, "forNodes")));
    }

    private static Set<String> names(Fields hints, String key) {
        Set<String> names = new LinkedHashSet<>();
        hints.list(key).forEach(hint -> names.add(hint.text("name")));
        return names;
    }

    private static NamespacedName name(Fields metadata) {
        String namespace = metadata.find("namespace").orElse(NamespacedName.DEFAULT_NAMESPACE);
        return new NamespacedName(namespace, metadata.text("name"));
    }

    private static ServicePort servicePort(Fields port) {
        int target = port.number("targetPort", port.number("port", 0));
        return new ServicePort(
                port.text("name"),
                protocol(port),
                port.number("port", 0),
                TargetPort.ofNumber(target),
                port.number("nodePort", 0),
                port.text("appProtocol"));
    }

    private static Service.Backend backend(Fields spec) {
        Fields affinity = spec.at("sessionAffinityConfig").at("clientIP");
        return new Service.Backend(
                spec.textMap("selector"),
                policy(spec.text("internalTrafficPolicy")),
                spec.text("sessionAffinity").equals("ClientIP")
                        ? affinity.number("timeoutSeconds", DEFAULT_AFFINITY_SECONDS)
                        : 0,
                spec.flag("publishNotReadyAddresses", false),
                spec.text("trafficDistribution"));
    }

    private static ServiceExposure exposure(Fields spec, Fields status) {
        List<LoadBalancerIngress> ingress = status.at("loadBalancer").list("ingress").stream()
                .flatMap(entry -> IpAddress.tryParse(entry.text("ip"))
                        .map(ip ->
                                new LoadBalancerIngress(ip, entry.text("ipMode").equals("Proxy")))
                        .stream())
                .toList();
        List<Cidr> ranges = spec.texts("loadBalancerSourceRanges").stream()
                .map(String::strip)
                .flatMap(range -> Cidr.tryParse(range).stream())
                .toList();
        return new ServiceExposure(
                addresses(spec.texts("externalIPs")),
                ingress,
                ranges,
                policy(spec.text("externalTrafficPolicy")),
                spec.number("healthCheckNodePort", 0));
    }

    private static List<IpAddress> addresses(List<String> texts) {
        return texts.stream().flatMap(text -> IpAddress.tryParse(text).stream()).toList();
    }

    private static Protocol protocol(Fields port) {
        return port.find("protocol").flatMap(Protocol::find).orElse(Protocol.TCP);
    }

    private static TrafficPolicy policy(String text) {
        return text.equals(TrafficPolicy.LOCAL.text()) ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER;
    }

    private static ServiceType type(String text) {
        Optional<ServiceType> named = Arrays.stream(ServiceType.values())
                .filter(type -> type.text().equals(text))
                .findFirst();
        return named.orElse(ServiceType.CLUSTER_IP);
    }
}
