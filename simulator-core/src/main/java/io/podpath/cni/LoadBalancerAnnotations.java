package io.podpath.cni;

import io.podpath.cluster.Service;

/**
 * What annotations ask of the load balancer of a Service.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/consts/consts.go}.
 */
public final class LoadBalancerAnnotations {

    /** The annotation that asks for an internal load balancer. */
    static final String INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";

    private static final String DISABLE_FLOATING_IP =
            "service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip";

    private LoadBalancerAnnotations() {}

    /** Whether the frontend is to have an address of the virtual network. */
    public static boolean isInternal(Service service) {
        return isTrue(service, INTERNAL);
    }

    /** Whether packets are to come to the address and node port of a node, instead of keeping the frontend. */
    public static boolean disablesFloatingIp(Service service) {
        return isTrue(service, DISABLE_FLOATING_IP);
    }

    private static boolean isTrue(Service service, String annotation) {
        return service.findAnnotation(annotation).filter("true"::equals).isPresent();
    }
}
