package io.podpath.scenario.load;

import io.podpath.cluster.Gateway;
import io.podpath.cluster.HttpRoute;
import io.podpath.cluster.HttpRouting;
import io.podpath.cluster.Ingress;
import io.podpath.cluster.IngressClass;
import io.podpath.cluster.ReferenceGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers the objects that say which requests go where. */
final class HttpRoutingCollector {

    final List<Ingress> ingresses = new ArrayList<>();
    final List<IngressClass> ingressClasses = new ArrayList<>();
    final List<Gateway> gateways = new ArrayList<>();
    final List<HttpRoute> routes = new ArrayList<>();
    final List<ReferenceGrant> grants = new ArrayList<>();
    final Map<String, Map<String, String>> namespaceLabels = new TreeMap<>();

    void addAll(HttpRoutingCollector other) {
        ingresses.addAll(other.ingresses);
        ingressClasses.addAll(other.ingressClasses);
        gateways.addAll(other.gateways);
        routes.addAll(other.routes);
        grants.addAll(other.grants);
        namespaceLabels.putAll(other.namespaceLabels);
    }

    HttpRouting finish() {
        return new HttpRouting(ingresses, ingressClasses, gateways, routes, grants, namespaceLabels);
    }
}
