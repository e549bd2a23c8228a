package io.podpath.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objects that say which HTTP requests go where.
 *
 * @param ingresses Ingresses
 * @param ingressClasses IngressClasses
 * @param gateways Gateways
 * @param routes HTTPRoutes
 * @param grants ReferenceGrants
 * @param namespaceLabels the labels of declared namespaces, by name
 */
public record HttpRouting(
        List<Ingress> ingresses,
        List<IngressClass> ingressClasses,
        List<Gateway> gateways,
        List<HttpRoute> routes,
        List<ReferenceGrant> grants,
        Map<String, Map<String, String>> namespaceLabels) {

    /** Nothing declared. */
    public static final HttpRouting NONE =
            new HttpRouting(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";

    public HttpRouting {
        ingresses = List.copyOf(ingresses);
        ingressClasses = List.copyOf(ingressClasses);
        gateways = List.copyOf(gateways);
        routes = List.copyOf(routes);
        grants = List.copyOf(grants);
        namespaceLabels = Map.copyOf(namespaceLabels);
    }

    /** The labels of a namespace, with the one the API server gives to each. */
    public Map<String, String> labelsOf(String namespace) {
        Map<String, String> labels = new TreeMap<>(namespaceLabels.getOrDefault(namespace, Map.of()));
        labels.put(NAME_LABEL, namespace);
        return labels;
    }

    /** Whether a grant lets an object refer to one of another namespace; inside a namespace none is needed. */
    public boolean allows(ReferenceGrant.From referrer, String kind, NamespacedName target) {
        return referrer.namespace().equals(target.namespace())
                || grants.stream().anyMatch(grant -> grant.allows(referrer, kind, target));
    }

    /** The same with one more IngressClass. */
    HttpRouting with(IngressClass added) {
        List<IngressClass> classes = new ArrayList<>(ingressClasses);
        classes.add(added);
        return new HttpRouting(ingresses, classes, gateways, routes, grants, namespaceLabels);
    }
}
