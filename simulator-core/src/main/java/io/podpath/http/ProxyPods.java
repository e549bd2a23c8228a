package io.podpath.http;

import io.podpath.cluster.AppRouting;
import io.podpath.cluster.IngressClass;
import io.podpath.cluster.IstioGateways;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises pods of proxies by the labels that their charts and operators give them.
 *
 * <p><i>Source:</i> kubernetes/ingress-nginx {@code charts/ingress-nginx/templates/_helpers.tpl}; Azure/aks-app-routing-operator
 * {@code pkg/manifests/nginx.go}; Istio docs, Kubernetes Gateway API, Automated deployment.
 */
final class ProxyPods {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String COMPONENT = "app.kubernetes.io/component";

    private ProxyPods() {}

    /**
     * An installation of NGINX.
     *
     * @param controller what its IngressClasses name
     * @param instance its Helm release, or empty
     */
    record Controller(String controller, String instance) {

        /** Two releases share the controller's name; then the release tells them apart. */
        boolean serves(IngressClass candidate) {
            boolean isSameRelease = candidate.instance().isEmpty()
                    || instance.isEmpty()
                    || candidate.instance().equals(instance);
            return candidate.controller().equals(controller) && isSameRelease;
        }
    }

    /** The installation of NGINX that a pod belongs to. */
    static Optional<Controller> findNginx(Pod pod) {
        Map<String, String> labels = pod.labels();
        boolean isOfChart = "ingress-nginx".equals(labels.get(NAME)) && "controller".equals(labels.get(COMPONENT));
        if (isOfChart) {
            return Optional.of(new Controller(ProxyClasses.NGINX, labels.getOrDefault(INSTANCE, "")));
        }
        return AppRouting.owns(pod) ? Optional.of(new Controller(ProxyClasses.APP_ROUTING, "")) : Optional.empty();
    }

    /** The Gateway that a pod was deployed for. */
    static Optional<NamespacedName> findGateway(Pod pod) {
        return Optional.ofNullable(pod.labels().get(IstioGateways.GATEWAY_LABEL))
                .map(name -> new NamespacedName(pod.name().namespace(), name));
    }
}
