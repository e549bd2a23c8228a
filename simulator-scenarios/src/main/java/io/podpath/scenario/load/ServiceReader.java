package io.podpath.scenario.load;

import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.cluster.IpFamilyPolicy;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServiceFamilies;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TargetPort;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Services of all types, with what a real cluster has already allocated to them. */
final class ServiceReader {

    /** Kubernetes API reference, ClientIPConfig: three hours. */
    private static final int DEFAULT_AFFINITY_SECONDS = 10_800;

    private static final int MAX_AFFINITY_SECONDS = 86_400;
    private static final int MAX_PORT = 65535;
    private static final String FRONTEND_ANNOTATION = ServiceAnnotation.LOAD_BALANCER_IPV4.key();
    private static final String FRONTEND_ANNOTATION_IPV6 = ServiceAnnotation.LOAD_BALANCER_IPV6.key();

    private static final Map<String, ServiceType> TYPES = Choices.of(ServiceType.values(), ServiceType::text);
    private static final Map<String, TrafficPolicy> POLICIES = Choices.of(TrafficPolicy.values(), TrafficPolicy::text);
    private static final Map<String, IpFamilyPolicy> FAMILY_POLICIES =
            Choices.of(IpFamilyPolicy.values(), IpFamilyPolicy::text);
    private static final Map<String, IpFamily> FAMILIES = Choices.of(IpFamily.values(), IpFamily::text);
    private static final Map<String, String> AFFINITIES = Choices.words("None", "ClientIP");
    private static final Map<String, String> DISTRIBUTIONS =
            Choices.words("PreferClose", "PreferSameZone", "PreferSameNode");

    private final KubeObject object;
    private final Fields spec;

    private ServiceReader(KubeObject object) {
        this.object = object;
        this.spec = object.spec();
    }

    static Service read(KubeObject object) {
        return new ServiceReader(object).read();
    }

    private Service read() {
        ServiceType type = spec.choice("type", TYPES).orElse(ServiceType.CLUSTER_IP);
        Fields metadata = object.metadata();
        if (type == ServiceType.LOAD_BALANCER) {
            ServiceAnnotationNotes.check(
                    metadata.child("annotations"), object.metadata().problems());
        }
        Service.Metadata labels = new Service.Metadata(metadata.map("labels"), metadata.map("annotations"));
        boolean headless = spec.text("clusterIP", "").equals("None");
        return new Service(
                object.name(),
                labels,
                type,
                headless ? List.of() : clusterIps(),
                headless,
                ports(),
                backend(),
                exposure(type, labels),
                externalName(type),
                families());
    }

    private ServiceFamilies families() {
        return new ServiceFamilies(
                spec.choice("ipFamilyPolicy", FAMILY_POLICIES).orElse(null),
                spec.list("ipFamilies", (item, what) -> spec.values().choice(item, what, FAMILIES)));
    }

    private @Nullable String externalName(ServiceType type) {
        Optional<String> name = spec.text("externalName").filter(text -> !text.isEmpty());
        return type == ServiceType.EXTERNAL_NAME ? name.orElse(null) : null;
    }

    private List<IpAddress> clusterIps() {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        if (!spec.text("clusterIP", "").isEmpty()) {
            spec.address("clusterIP").ifPresent(addresses::add);
        }
        addresses.addAll(spec.list("clusterIPs", spec.values()::address));
        return List.copyOf(addresses);
    }

    private List<ServicePort> ports() {
        List<ServicePort> ports = new ArrayList<>();
        for (Fields port : spec.objects("ports")) {
            OptionalInt number = port.requiredInteger("port", 1, MAX_PORT);
            if (number.isPresent()) {
                ports.add(new ServicePort(
                        port.text("name", ""),
                        port.choice("protocol", PodReader.PROTOCOLS).orElse(Protocol.TCP),
                        number.getAsInt(),
                        targetPort(port).orElse(TargetPort.ofNumber(number.getAsInt())),
                        port.integer("nodePort", 0, MAX_PORT, 0),
                        port.text("appProtocol", "")));
            }
        }
        return ports;
    }

    private static Optional<TargetPort> targetPort(Fields port) {
        return port.value("targetPort", (node, what) -> {
            if (node instanceof ScalarNode scalar && scalar.type() == ScalarNode.Type.INTEGER) {
                OptionalInt number = port.values().integer(node, what, 0, MAX_PORT);
                return number.isPresent() && number.getAsInt() > 0
                        ? Optional.of(TargetPort.ofNumber(number.getAsInt()))
                        : Optional.empty();
            }
            return port.values()
                    .text(node, what)
                    .filter(name -> !name.isEmpty())
                    .map(TargetPort::ofName);
        });
    }

    private Service.Backend backend() {
        boolean affinity = spec.choice("sessionAffinity", AFFINITIES)
                .filter("ClientIP"::equals)
                .isPresent();
        int timeout = spec.child("sessionAffinityConfig")
                .child("clientIP")
                .integer("timeoutSeconds", 1, MAX_AFFINITY_SECONDS, DEFAULT_AFFINITY_SECONDS);
        return new Service.Backend(
                spec.map("selector"),
                spec.choice("internalTrafficPolicy", POLICIES).orElse(TrafficPolicy.CLUSTER),
                affinity ? timeout : 0,
                spec.flag("publishNotReadyAddresses"),
                spec.choice("trafficDistribution", DISTRIBUTIONS).orElse(""));
    }

    private ServiceExposure exposure(ServiceType type, Service.Metadata metadata) {
        return new ServiceExposure(
                spec.list("externalIPs", spec.values()::address),
                type == ServiceType.LOAD_BALANCER ? frontends(metadata) : List.of(),
                spec.list("loadBalancerSourceRanges", spec.values()::range),
                spec.choice("externalTrafficPolicy", POLICIES).orElse(TrafficPolicy.CLUSTER),
                spec.integer("healthCheckNodePort", 0, MAX_PORT, 0));
    }

    private Optional<LoadBalancerIngress> annotated(Service.Metadata metadata, String annotation, IpFamily family) {
        String text = metadata.annotations().get(annotation);
        if (text == null) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.tryParse(text.strip()).filter(found -> found.family() == family);
        if (address.isEmpty()) {
            object.metadata().error("annotations", annotation + " must be an address of " + family.text());
        }
        return address.map(ip -> new LoadBalancerIngress(ip, false));
    }

    /** What the status says, else what the person asks for. */
    private List<LoadBalancerIngress> frontends(Service.Metadata metadata) {
        List<LoadBalancerIngress> frontends = new ArrayList<>();
        for (Fields ingress : object.status().child("loadBalancer").objects("ingress")) {
            ingress.address("ip")
                    .ifPresent(ip -> frontends.add(new LoadBalancerIngress(
                            ip, ingress.text("ipMode", "VIP").equals("Proxy"))));
        }
        if (frontends.isEmpty()) {
            annotated(metadata, FRONTEND_ANNOTATION, IpFamily.IPV4).ifPresent(frontends::add);
            annotated(metadata, FRONTEND_ANNOTATION_IPV6, IpFamily.IPV6).ifPresent(frontends::add);
        }
        // The cloud provider asks the annotation first; the field is deprecated.
        if (frontends.isEmpty() && !spec.text("loadBalancerIP", "").isEmpty()) {
            spec.address("loadBalancerIP").ifPresent(ip -> frontends.add(new LoadBalancerIngress(ip, false)));
        }
        return frontends;
    }
}
