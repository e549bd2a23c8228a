package io.podpath.controlplane;

import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.cluster.Service;
import io.podpath.model.IpAddress;

/**
 * What annotations ask of the load balancer of a Service.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/consts/consts.go}.
 */
public final class LoadBalancerAnnotations {

    private LoadBalancerAnnotations() {}

    /** Whether the frontend is to have an address of the virtual network. */
    public static boolean isInternal(Service service) {
        return ServiceAnnotation.INTERNAL
                .findIn(service.metadata().annotations())
                .filter("true"::equals)
                .isPresent();
    }

    /** Whether packets keep this frontend as destination, instead of coming to the address and node port of a node. */
    public static boolean hasFloatingIp(Service service, IpAddress frontend) {
        return ServiceRules.floatingIp(service, frontend) == FloatingIp.ENABLED;
    }
}
