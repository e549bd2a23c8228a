package io.podpath.cni;

import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServiceType;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Gives Services of type LoadBalancer their frontends, one of each family, as the Azure cloud provider does: public ones,
 * or with the annotation for an internal load balancer addresses of the node subnet.
 *
 * <p>The public addresses are of the ranges RFC 5737 and RFC 3849 keep for documentation, since the real ones cannot be
 * known.
 */
final class FrontendAllocator {

    /** The annotation that asks for an internal load balancer. */
    static final String INTERNAL_ANNOTATION = "service.beta.kubernetes.io/azure-load-balancer-internal";

    private static final Cidr PUBLIC_RANGE = Cidr.parse("198.51.100.0/24");
    private static final Cidr PUBLIC_IPV6_RANGE = Cidr.parse("2001:db8:198:51::/64");
    private static final long FIRST_FRONTEND = 10;

    private final Map<IpFamily, SubnetPool> subnets;
    private final Set<IpAddress> taken = new HashSet<>();
    private final Map<IpFamily, Long> cursors = new EnumMap<>(IpFamily.class);

    /**
     * An allocator.
     *
     * @param subnets what is free in the node subnet, by family
     * @param egress whose outbound addresses are not for Services
     */
    FrontendAllocator(Map<IpFamily, SubnetPool> subnets, AksCluster.Egress egress) {
        this.subnets = subnets;
        subnets.keySet().forEach(family -> taken.addAll(outboundIps(egress, family)));
    }

    /** The addresses of the outbound rule of a family; AKS creates one if none is given. */
    static List<IpAddress> outboundIps(AksCluster.Egress egress, IpFamily family) {
        List<IpAddress> given = egress.outboundIps().stream()
                .filter(address -> address.family() == family)
                .toList();
        return given.isEmpty() ? List.of(publicRange(family).network().plus(1)) : given;
    }

    private static Cidr publicRange(IpFamily family) {
        return family == IpFamily.IPV4 ? PUBLIC_RANGE : PUBLIC_IPV6_RANGE;
    }

    List<Service> assign(List<Service> services) {
        for (Service service : services) {
            service.exposure().loadBalancerIngress().forEach(ingress -> {
                taken.add(ingress.ip());
                subnets.values().forEach(subnet -> subnet.reserve(ingress.ip()));
            });
        }
        return services.stream().map(this::assign).toList();
    }

    private Service assign(Service service) {
        ServiceExposure exposure = service.exposure();
        if (service.type() != ServiceType.LOAD_BALANCER) {
            return service;
        }
        List<LoadBalancerIngress> frontends = new ArrayList<>(exposure.loadBalancerIngress());
        for (IpFamily family : service.families().families()) {
            boolean isMissing =
                    frontends.stream().noneMatch(ingress -> ingress.ip().family() == family);
            if (isMissing && subnets.containsKey(family)) {
                frontends.add(new LoadBalancerIngress(next(service, family), false));
            }
        }
        ServiceExposure exposed = new ServiceExposure(
                exposure.externalIps(),
                frontends,
                exposure.loadBalancerSourceRanges(),
                exposure.externalTrafficPolicy(),
                exposure.healthCheckNodePort());
        return service.allocated(service.clusterIps(), service.ports(), exposed);
    }

    private IpAddress next(Service service, IpFamily family) {
        if (!isInternal(service)) {
            return nextPublic(family);
        }
        return Objects.requireNonNull(subnets.get(family))
                .next()
                .orElseThrow(() -> new ModelProblemException(
                        "the node subnet has no address left for the frontend of " + service.name()));
    }

    static boolean isInternal(Service service) {
        return service.findAnnotation(INTERNAL_ANNOTATION)
                .filter("true"::equals)
                .isPresent();
    }

    /** A big cluster runs on into the address space behind the documentation range. */
    private IpAddress nextPublic(IpFamily family) {
        while (true) {
            long place = cursors.merge(family, FIRST_FRONTEND, (before, first) -> before + 1);
            IpAddress candidate = publicRange(family).network().plus(place);
            if (taken.add(candidate)) {
                return candidate;
            }
        }
    }
}
