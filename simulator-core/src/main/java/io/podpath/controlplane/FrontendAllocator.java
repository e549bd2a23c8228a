package io.podpath.controlplane;

import io.podpath.aks.AksCluster;
import io.podpath.aks.ModelProblemException;
import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServiceType;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives Services of type LoadBalancer their frontends, one of each family, as the Azure cloud provider does: public ones,
 * or with the annotation for an internal load balancer addresses of the node subnet or of the subnet another annotation
 * names. Services that name the same public IP share its address.
 *
 * <p>Public addresses that nobody declared are of the ranges RFC 5737 and RFC 3849 keep for documentation, since the real
 * ones cannot be known.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go} determinePublicIPName,
 * getInternalSubnet; {@code azure_utils.go} getServicePIPName.
 */
public final class FrontendAllocator {

    private static final Cidr PUBLIC_RANGE = Cidr.parse("198.51.100.0/24");
    private static final Cidr PUBLIC_IPV6_RANGE = Cidr.parse("2001:db8:198:51::/64");
    private static final long FIRST_FRONTEND = 10;

    private final ClusterSubnets subnets;
    private final AzureEnvironment azure;
    private final Set<IpAddress> taken = new HashSet<>();
    private final Map<String, IpAddress> byPublicIpName = new HashMap<>();
    private final List<IpFamily> families;
    private final Map<IpFamily, Long> cursors = new EnumMap<>(IpFamily.class);

    /**
     * An allocator.
     *
     * @param subnets what is free in subnets
     * @param azure declared public IPs
     * @param cluster whose families count, and whose outbound addresses are not for Services
     */
    FrontendAllocator(ClusterSubnets subnets, AzureEnvironment azure, AksCluster cluster) {
        this.subnets = subnets;
        this.azure = azure;
        this.families = cluster.ranges().families();
        families.forEach(family -> taken.addAll(outboundIps(cluster.egress(), family)));
        azure.list(PublicIpSpec.class).forEach(publicIp -> taken.add(publicIp.address()));
    }

    /** The addresses of the outbound rule of a family; AKS creates one if none is given. */
    public static List<IpAddress> outboundIps(AksCluster.Egress egress, IpFamily family) {
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
                if (LoadBalancerAnnotations.isInternal(service)) {
                    subnets.addresses(subnet(service), ingress.ip().family()).reserve(ingress.ip());
                }
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
            if (isMissing && families.contains(family)) {
                IpAddress address =
                        LoadBalancerAnnotations.isInternal(service) ? internal(service, family) : open(service, family);
                frontends.add(new LoadBalancerIngress(address, false));
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

    private IpAddress internal(Service service, IpFamily family) {
        SubnetReference subnet = subnet(service);
        return subnets.addresses(subnet, family)
                .next()
                .orElseThrow(() -> new ModelProblemException(
                        "subnet " + subnet + " has no address left for the frontend of " + service.name()));
    }

    private SubnetReference subnet(Service service) {
        SubnetReference ofNodes = subnets.ofCluster().reference();
        return ServiceAnnotation.INTERNAL_SUBNET
                .findIn(service.metadata().annotations())
                .filter(name -> !name.isEmpty())
                .map(name -> new SubnetReference(ofNodes.virtualNetwork(), name))
                .orElse(ofNodes);
    }

    private IpAddress open(Service service, IpFamily family) {
        return findPublicIpName(service, family)
                .map(publicIp -> byPublicIpName.computeIfAbsent(
                        publicIp,
                        missing -> azure.find(PublicIpSpec.class, missing)
                                .map(PublicIpSpec::address)
                                .orElseGet(() -> nextPublic(family))))
                .orElseGet(() -> nextPublic(family));
    }

    /** A Service of IPv6 alone falls back on the annotation without a family. */
    private static Optional<String> findPublicIpName(Service service, IpFamily family) {
        Map<String, String> annotations = service.metadata().annotations();
        Optional<String> unmarked = ServiceAnnotation.PIP_NAME.findIn(annotations);
        Optional<String> ofIpv6 =
                ServiceAnnotation.PIP_NAME_IPV6.findIn(annotations).filter(name -> !name.isEmpty());
        Optional<String> name = family == IpFamily.IPV4
                ? unmarked
                : ofIpv6.or(() -> service.families().isDualStack() ? Optional.empty() : unmarked);
        return name.filter(text -> !text.isEmpty());
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
