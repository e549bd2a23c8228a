package io.podpath.http;

import io.podpath.cluster.HttpRouting;
import io.podpath.cluster.Ingress;
import io.podpath.cluster.IngressClass;
import io.podpath.cluster.IngressClass.Use;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The classes of Ingresses and Gateways whose proxies podpath knows.
 *
 * <p>A class that controllers install themselves counts even if its IngressClass is not among the manifests.
 *
 * <p><i>Source:</i> ingress-nginx docs, Multiple controllers; Azure docs, Application routing add-on, Ingress controller
 * overview, Application Gateway for Containers, Istio Gateway API; AGIC docs, Ingress V1.
 */
final class ProxyClasses {

    static final String NGINX = "k8s.io/ingress-nginx";
    static final String APP_ROUTING = "webapprouting.kubernetes.azure.com/nginx";
    private static final String APPLICATION_GATEWAY = "azure/application-gateway";
    private static final String ALB_CONTROLLER = "alb.networking.azure.io/alb-controller";
    private static final String FOR_CONTAINERS = "azure-alb-external";
    private static final Set<String> KNOWN = Set.of(NGINX, APP_ROUTING, APPLICATION_GATEWAY, ALB_CONTROLLER);
    private static final Map<String, String> INSTALLED = Map.of(
            "nginx",
            NGINX,
            "webapprouting.kubernetes.azure.com",
            APP_ROUTING,
            "azure-application-gateway",
            APPLICATION_GATEWAY,
            "azure/application-gateway",
            APPLICATION_GATEWAY,
            FOR_CONTAINERS,
            ALB_CONTROLLER);
    private static final Set<String> ISTIO = Set.of("istio", "approuting-istio");

    private ProxyClasses() {}

    /** The class of an Ingress: the one it names, else the default one. */
    static Optional<IngressClass> of(Ingress ingress, HttpRouting objects) {
        String name = ingress.metadata().ingressClass();
        List<IngressClass> classes = objects.ingressClasses();
        if (name.isEmpty()) {
            return classes.stream()
                    .filter(candidate -> candidate.use() == Use.DEFAULT)
                    .findFirst();
        }
        return classes.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(INSTALLED.get(name))
                        .map(controller -> new IngressClass(name, controller, "", Use.NAMED)));
    }

    static boolean isKnown(Ingress ingress, HttpRouting objects) {
        return of(ingress, objects)
                .filter(found -> KNOWN.contains(found.controller()))
                .isPresent();
    }

    static boolean isApplicationGateway(IngressClass found) {
        return found.controller().equals(APPLICATION_GATEWAY);
    }

    static boolean isForContainers(IngressClass found) {
        return found.controller().equals(ALB_CONTROLLER);
    }

    static boolean isKnownGateway(String gatewayClass) {
        return isIstio(gatewayClass) || isForContainers(gatewayClass);
    }

    static boolean isIstio(String gatewayClass) {
        return ISTIO.contains(gatewayClass);
    }

    static boolean isForContainers(String gatewayClass) {
        return gatewayClass.equals(FOR_CONTAINERS);
    }
}
