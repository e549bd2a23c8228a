package io.podpath.http;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.Gateway;
import io.podpath.cluster.HttpRouting;
import io.podpath.cluster.Ingress;
import io.podpath.cluster.IngressClass;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is a proxy, and with which rules.
 *
 * <pre>
 * IngressClass k8s.io/ingress-nginx                 pods of its Helm chart
 * IngressClass webapprouting.kubernetes.azure.com/nginx   pods of the application routing add-on
 * IngressClass azure-application-gateway            application gateways
 * GatewayClass istio, approuting-istio              the pods deployed for each Gateway
 * GatewayClass, IngressClass azure-alb-external     application gateways for containers
 * </pre>
 */
public final class HttpProxies {

    private final Map<String, HttpProxy> byElement = new HashMap<>();
    private final HttpRouting objects;

    /**
     * Finds them all.
     *
     * @param objects the objects of the cluster, with everything the control plane allocated
     * @param outside proxies outside the cluster
     */
    public HttpProxies(ClusterObjects objects, List<HttpProxy.Outside> outside) {
        this.objects = objects.httpRouting();
        ServiceBackends backends = new ServiceBackends(objects, EnumSet.of(IpFamily.IPV4));
        ServiceBackends ofBothFamilies = new ServiceBackends(objects, EnumSet.allOf(IpFamily.class));
        Map<String, HttpProxy> nginx = new HashMap<>();
        for (Pod pod : objects.pods()) {
            ProxyPods.findNginx(pod)
                    .ifPresent(controller -> byElement.put(
                            element(pod),
                            nginx.computeIfAbsent(
                                    controller.toString(),
                                    key -> new HttpProxy(
                                            ProxyKind.NGINX,
                                            new NginxRoutes(ingresses(controller::serves), ofBothFamilies),
                                            List.of()))));
            ProxyPods.findGateway(pod)
                    .flatMap(this::findIstio)
                    .ifPresent(gateway -> byElement.put(
                            element(pod),
                            new HttpProxy(
                                    ProxyKind.ISTIO,
                                    new GatewayRoutes(List.of(gateway), this.objects, backends),
                                    List.of())));
        }
        outside.forEach(proxy -> byElement.put(
                proxy.element(), new HttpProxy(proxy.kind(), routesOf(proxy.kind(), backends), proxy.sources())));
    }

    private static String element(Pod pod) {
        return pod.spec().hostNetwork() ? "node/" + pod.spec().findNodeName().orElse("") : "pod/" + pod.name();
    }

    private HttpRoutes routesOf(ProxyKind kind, ServiceBackends backends) {
        return switch (kind) {
            case APPLICATION_GATEWAY ->
                new ApplicationGatewayRoutes(ingresses(ProxyClasses::isApplicationGateway), backends);
            case APPLICATION_GATEWAY_FOR_CONTAINERS ->
                new SharedFrontend(List.of(
                        new GatewayRoutes(
                                objects.gateways().stream()
                                        .filter(gateway -> ProxyClasses.isForContainers(gateway.gatewayClass()))
                                        .toList(),
                                objects,
                                backends),
                        new AlbIngressRoutes(ingresses(ProxyClasses::isForContainers), backends)));
            case NGINX, ISTIO -> throw new IllegalArgumentException(kind + " runs in pods");
        };
    }

    /** The Ingresses of every class that passes; one without a class belongs to the default class. */
    private List<Ingress> ingresses(Predicate<IngressClass> isServed) {
        List<Ingress> served = new ArrayList<>();
        for (Ingress ingress : objects.ingresses()) {
            if (ProxyClasses.of(ingress, objects).filter(isServed).isPresent()) {
                served.add(ingress);
            }
        }
        return served;
    }

    private Optional<Gateway> findIstio(NamespacedName name) {
        return objects.gateways().stream()
                .filter(gateway -> gateway.name().equals(name) && ProxyClasses.isIstio(gateway.gatewayClass()))
                .findFirst();
    }

    /** Whether AGIC runs, which it does for the sake of some Ingress. */
    public static boolean usesApplicationGateway(HttpRouting objects) {
        return objects.ingresses().stream()
                .anyMatch(ingress -> ProxyClasses.of(ingress, objects)
                        .filter(ProxyClasses::isApplicationGateway)
                        .isPresent());
    }

    /** The proxy at an element. */
    public Optional<HttpProxy> find(String element) {
        return Optional.ofNullable(byElement.get(element));
    }

    /**
     * The Ingress or Gateway of a class podpath does not know that serves a host, in words. Whoever answers for it is
     * not known either.
     */
    public Optional<String> findUnknown(String host) {
        for (Ingress ingress : objects.ingresses()) {
            boolean serves =
                    ingress.hosts().stream().map(HostPattern::ofIngress).anyMatch(one -> one.matches(host));
            String name = ingress.metadata().ingressClass();
            if (serves && !ProxyClasses.isKnown(ingress, objects)) {
                return Optional.of("Ingress " + ingress.name()
                        + (name.isEmpty() ? " names no class" : " is of class " + name)
                        + ", whose proxy podpath does not know");
            }
        }
        for (Gateway gateway : objects.gateways()) {
            boolean serves = gateway.listeners().stream()
                    .filter(listener -> !listener.hostname().isEmpty())
                    .anyMatch(listener ->
                            HostPattern.ofGateway(listener.hostname()).matches(host));
            if (serves && !ProxyClasses.isKnownGateway(gateway.gatewayClass())) {
                return Optional.of("Gateway " + gateway.name() + " is of class " + gateway.gatewayClass()
                        + ", whose proxy podpath does not know");
            }
        }
        return Optional.empty();
    }
}
