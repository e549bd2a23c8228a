package io.podpath.cluster;

import io.podpath.model.Protocol;
import java.util.List;
import java.util.Map;

/**
 * NGINX as the application routing add-on installs it: two pods behind the Service app-routing-system/nginx, whose
 * traffic policy is Local, and the IngressClass webapprouting.kubernetes.azure.com.
 *
 * <p><i>Models:</i> the Service, the pods, the class. <i>Does not model:</i> the autoscaler, NginxIngressController
 * resources, certificates from Key Vault, DNS records.
 *
 * <p><i>Source:</i> Azure/aks-app-routing-operator {@code pkg/manifests/nginx.go}, {@code default.go}; Azure docs,
 * Application routing add-on.
 */
public final class AppRouting {

    private static final String NAMESPACE = "app-routing-system";
    private static final NamespacedName NAME = new NamespacedName(NAMESPACE, "nginx");
    private static final String CLASS = "webapprouting.kubernetes.azure.com";
    private static final Map<String, String> LABELS = Map.of("app", "nginx");
    private static final int REPLICAS = 2;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private AppRouting() {}

    /** Whether a pod is one of its NGINX. */
    public static boolean owns(Pod pod) {
        return pod.name().namespace().equals(NAMESPACE)
                && "nginx".equals(pod.labels().get("app"));
    }

    /** These objects with the add-on, unless they have its Service already, as dumps of a cluster do. */
    public static ClusterObjects addTo(ClusterObjects objects) {
        if (objects.hasService(NAME)) {
            return objects;
        }
        IngressClass added = new IngressClass(CLASS, CLASS + "/nginx", "", IngressClass.Use.NAMED);
        return objects.with(List.of(deployment()), List.of(service()))
                .with(objects.httpRouting().with(added));
    }

    private static Service service() {
        return new Service(
                NAME,
                Service.Metadata.NONE,
                ServiceType.LOAD_BALANCER,
                List.of(),
                false,
                List.of(port("http", HTTP), port("https", HTTPS)),
                new Service.Backend(LABELS, TrafficPolicy.CLUSTER, 0, false, ""),
                new ServiceExposure(List.of(), List.of(), List.of(), TrafficPolicy.LOCAL, 0));
    }

    private static ServicePort port(String name, int port) {
        return new ServicePort(name, Protocol.TCP, port, TargetPort.ofName(name), 0, "");
    }

    private static Workload deployment() {
        List<ContainerPort> ports = List.of(
                new ContainerPort("http", HTTP, Protocol.TCP, 0), new ContainerPort("https", HTTPS, Protocol.TCP, 0));
        PodSpec template = new PodSpec(ports, false, null, Map.of(), List.of());
        return new Workload(Workload.Kind.DEPLOYMENT, NAME, REPLICAS, LABELS, template, LabelSelector.ofLabels(LABELS));
    }
}
