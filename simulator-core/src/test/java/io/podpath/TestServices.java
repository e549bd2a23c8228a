package io.podpath;

import io.podpath.cluster.IpFamilyPolicy;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServiceFamilies;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TargetPort;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Services as text, and what can be changed about them: {@code service("web:80 -> web:8080", loadBalancer(LOCAL))}. */
public final class TestServices {

    private TestServices() {}

    /**
     * {@code web:80 -> web:8080} or {@code dns:53/udp -> coredns:53}: a ClusterIP Service selecting {@code app=web}; in
     * another namespace {@code default kubernetes:443 -> nobody:443}.
     */
    static Service parse(String usualNamespace, String text) {
        int space = text.indexOf(' ');
        boolean isElsewhere = !text.startsWith("->", space + 1);
        String namespace = isElsewhere ? text.substring(0, space) : usualNamespace;
        String[] sides = text.substring(isElsewhere ? space + 1 : 0).split(" -> ", -1);
        String[] front = sides[0].split("[:/]", -1);
        String[] back = sides[1].split(":", -1);
        Protocol protocol =
                front.length < 3 ? Protocol.TCP : Protocol.find(front[2]).orElseThrow();
        ServicePort port = new ServicePort(
                "", protocol, Integer.parseInt(front[1]), TargetPort.ofNumber(Integer.parseInt(back[1])), 0, "");
        return new Service(
                new NamespacedName(namespace, front[0]),
                Service.Metadata.NONE,
                ServiceType.CLUSTER_IP,
                List.of(),
                false,
                List.of(port),
                new Service.Backend(Map.of("app", back[0]), TrafficPolicy.CLUSTER, 0, false, ""),
                ServiceExposure.NONE);
    }

    /** Makes it one of type NodePort. */
    public static UnaryOperator<Service> nodePort(TrafficPolicy policy) {
        return service -> exposed(service, ServiceType.NODE_PORT, policy);
    }

    /** Makes it one of type LoadBalancer with a public frontend. */
    public static UnaryOperator<Service> loadBalancer(TrafficPolicy policy) {
        return service -> exposed(service, ServiceType.LOAD_BALANCER, policy);
    }

    /** Makes it one of type LoadBalancer with a frontend in the node subnet. */
    public static UnaryOperator<Service> internalLoadBalancer(TrafficPolicy policy) {
        return service -> annotated("service.beta.kubernetes.io/azure-load-balancer-internal", "true")
                .apply(exposed(service, ServiceType.LOAD_BALANCER, policy));
    }

    /** Gives it an annotation. */
    public static UnaryOperator<Service> annotated(String key, String value) {
        return service -> new Service(
                service.name(),
                new Service.Metadata(Map.of(), annotations(service, key, value)),
                service.type(),
                service.clusterIps(),
                service.headless(),
                service.ports(),
                service.backend(),
                service.exposure());
    }

    private static Map<String, String> annotations(Service service, String key, String value) {
        Map<String, String> annotations = new HashMap<>(service.metadata().annotations());
        annotations.put(key, value);
        return annotations;
    }

    /** Which families it has; to be the last change. */
    public static UnaryOperator<Service> families(@Nullable IpFamilyPolicy policy, IpFamily... families) {
        return service -> service.withFamilies(new ServiceFamilies(policy, List.of(families)));
    }

    /** Limits who may use its frontend. */
    public static UnaryOperator<Service> sourceRanges(String... ranges) {
        return service -> withExposure(
                service,
                new ServiceExposure(
                        service.exposure().externalIps(),
                        service.exposure().loadBalancerIngress(),
                        List.of(ranges).stream().map(Cidr::parse).toList(),
                        service.exposure().externalTrafficPolicy(),
                        service.exposure().healthCheckNodePort()));
    }

    /** Keeps a client at its endpoint for so long. */
    public static UnaryOperator<Service> affinity(int seconds) {
        return service -> new Service(
                service.name(),
                service.metadata(),
                service.type(),
                service.clusterIps(),
                service.headless(),
                service.ports(),
                new Service.Backend(
                        service.backend().selector(),
                        service.backend().internalTrafficPolicy(),
                        seconds,
                        service.backend().publishNotReadyAddresses(),
                        service.backend().trafficDistribution()),
                service.exposure());
    }

    /** Gives it this frontend. */
    public static UnaryOperator<Service> frontend(String address) {
        return service -> ingress(service, new LoadBalancerIngress(IpAddress.parse(address), false));
    }

    /** Gives it this frontend with {@code ipMode: Proxy}, which the nodes must not capture. */
    public static UnaryOperator<Service> ipModeProxy(String frontend) {
        return service -> ingress(service, new LoadBalancerIngress(IpAddress.parse(frontend), true));
    }

    private static Service ingress(Service service, LoadBalancerIngress ingress) {
        return withExposure(
                service,
                new ServiceExposure(
                        service.exposure().externalIps(),
                        List.of(ingress),
                        service.exposure().loadBalancerSourceRanges(),
                        service.exposure().externalTrafficPolicy(),
                        service.exposure().healthCheckNodePort()));
    }

    private static Service exposed(Service service, ServiceType type, TrafficPolicy policy) {
        return new Service(
                service.name(),
                service.metadata(),
                type,
                service.clusterIps(),
                service.headless(),
                service.ports(),
                service.backend(),
                new ServiceExposure(List.of(), List.of(), List.of(), policy, 0));
    }

    private static Service withExposure(Service service, ServiceExposure exposure) {
        return new Service(
                service.name(),
                service.metadata(),
                service.type(),
                service.clusterIps(),
                service.headless(),
                service.ports(),
                service.backend(),
                exposure);
    }
}
