package io.podpath.cluster;

import io.podpath.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Istio's control plane deploys for each Gateway of its classes: two pods and a LoadBalancer Service of the name
 * GATEWAY-CLASS beside it, on the ports of the listeners.
 *
 * <p><i>Models:</i> the Service and the pods; annotations of the Gateway become those of the Service. <i>Does not
 * model:</i> the autoscaler, Gateways that name a Service of their own under {@code addresses}, Istio's own Gateway and
 * VirtualService.
 *
 * <p><i>Source:</i> Azure docs, Istio Gateway API; Application routing Gateway API; Istio docs, Kubernetes Gateway API,
 * Automated deployment.
 */
public final class IstioGateways {

    /** The label of the pods that names their Gateway. */
    public static final String GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";

    private static final Set<String> CLASSES = Set.of("istio", "approuting-istio");
    private static final int REPLICAS = 2;
    private static final int STATUS_PORT = 15_021;

    private IstioGateways() {}

    /** These objects with what is deployed for their Gateways, unless the Service is there already. */
    public static ClusterObjects addTo(ClusterObjects objects) {
        List<Workload> workloads = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        for (Gateway gateway : objects.httpRouting().gateways()) {
            NamespacedName name = new NamespacedName(
                    gateway.name().namespace(), gateway.name().name() + "-" + gateway.gatewayClass());
            if (CLASSES.contains(gateway.gatewayClass()) && !objects.hasService(name)) {
                workloads.add(deployment(name, gateway));
                services.add(service(name, gateway));
            }
        }
        return workloads.isEmpty() ? objects : objects.with(workloads, services);
    }

    private static Map<String, String> labels(Gateway gateway) {
        return Map.of(GATEWAY_LABEL, gateway.name().name());
    }

    private static Service service(NamespacedName name, Gateway gateway) {
        List<ServicePort> ports = new ArrayList<>();
        ports.add(port("status-port", STATUS_PORT));
        portsOf(gateway).forEach(number -> ports.add(port("tcp-" + number, number)));
        return new Service(
                name,
                new Service.Metadata(Map.of(), gateway.annotations()),
                ServiceType.LOAD_BALANCER,
                List.of(),
                false,
                ports,
                new Service.Backend(labels(gateway), TrafficPolicy.CLUSTER, 0, false, ""),
                ServiceExposure.NONE);
    }

    private static List<Integer> portsOf(Gateway gateway) {
        return gateway.listeners().stream()
                .map(Gateway.Listener::port)
                .distinct()
                .toList();
    }

    private static ServicePort port(String name, int port) {
        return new ServicePort(name, Protocol.TCP, port, TargetPort.ofNumber(port), 0, "");
    }

    private static Workload deployment(NamespacedName name, Gateway gateway) {
        List<ContainerPort> ports = new ArrayList<>();
        ports.add(new ContainerPort("status-port", STATUS_PORT, Protocol.TCP, 0));
        portsOf(gateway).forEach(number -> ports.add(new ContainerPort("tcp-" + number, number, Protocol.TCP, 0)));
        PodSpec template = new PodSpec(ports, false, null, Map.of(), List.of());
        return new Workload(
                Workload.Kind.DEPLOYMENT,
                name,
                REPLICAS,
                labels(gateway),
                template,
                LabelSelector.ofLabels(labels(gateway)));
    }
}
