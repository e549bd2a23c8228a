package io.podpath.cni;

import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServiceType;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives Services of type LoadBalancer their frontend address, as the Azure cloud provider does: a public one, or with the
 * annotation for an internal load balancer one of the node subnet.
 *
 * <p>The public addresses are of the range RFC 5737 keeps for documentation, since the real ones cannot be known.
 */
final class FrontendAllocator {

    private static final Cidr PUBLIC_RANGE = Cidr.parse("198.51.100.0/24");
    private static final long FIRST_FRONTEND = 10;

    private final SubnetPool subnet;
    private final Set<IpAddress> taken = new HashSet<>();
    private long cursor = FIRST_FRONTEND;

    FrontendAllocator(SubnetPool subnet, AksCluster.Egress egress) {
        this.subnet = subnet;
        taken.addAll(outboundIps(egress));
    }

    /** The addresses of the outbound rule; AKS creates one if none is given. */
    static List<IpAddress> outboundIps(AksCluster.Egress egress) {
        return egress.outboundIps().isEmpty() ? List.of(PUBLIC_RANGE.network().plus(1)) : egress.outboundIps();
    }

    List<Service> assign(List<Service> services) {
        for (Service service : services) {
            service.exposure().loadBalancerIngress().forEach(ingress -> {
                taken.add(ingress.ip());
                subnet.reserve(ingress.ip());
            });
        }
        return services.stream().map(this::assign).toList();
    }

    private Service assign(Service service) {
        ServiceExposure exposure = service.exposure();
        boolean wantsFrontend = service.type() == ServiceType.LOAD_BALANCER
                && exposure.loadBalancerIngress().isEmpty();
        if (!wantsFrontend) {
            return service;
        }
        IpAddress address = LoadBalancerAnnotations.isInternal(service)
                ? subnet.next()
                        .orElseThrow(() -> new ModelProblemException(
                                "the node subnet has no address left for the frontend of " + service.name()))
                : nextPublic();
        ServiceExposure exposed = new ServiceExposure(
                exposure.externalIps(),
                List.of(new LoadBalancerIngress(address, false)),
                exposure.loadBalancerSourceRanges(),
                exposure.externalTrafficPolicy(),
                exposure.healthCheckNodePort());
        return service.allocated(service.clusterIps(), service.ports(), exposed);
    }

    /** A big cluster runs on into the address space behind the documentation range. */
    private IpAddress nextPublic() {
        while (true) {
            IpAddress candidate = PUBLIC_RANGE.network().plus(cursor++);
            if (taken.add(candidate)) {
                return candidate;
            }
        }
    }
}
