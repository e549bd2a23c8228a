package io.podpath.kubeproxy;

import java.util.List;

/**
 * kube-proxy's metric {@code sync_proxy_rules_no_local_endpoints_total}: service ports that have endpoints somewhere but
 * none on this node, though their policy is Local.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/metrics/metrics.go}.
 *
 * @param internal by {@code internalTrafficPolicy}
 * @param external by {@code externalTrafficPolicy}
 */
public record NoLocalEndpoints(int internal, int external) {

    /** Counts for a node. */
    public static NoLocalEndpoints count(ServicePortMap services, EndpointsMap endpoints, ProxyNode node) {
        int internal = 0;
        int external = 0;
        for (ServicePortInfo service : services.listPorts()) {
            List<EndpointInfo> all = endpoints.listEndpoints(service.name());
            EndpointCategories found = EndpointSelection.categorize(all, service, node, HintSupport.ZONES);
            if (found.hasAny() && found.local().isEmpty()) {
                internal += service.policies().isInternalLocal() ? 1 : 0;
                external += service.policies().isExternalLocal() ? 1 : 0;
            }
        }
        return new NoLocalEndpoints(internal, external);
    }
}
