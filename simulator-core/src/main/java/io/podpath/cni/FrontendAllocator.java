package io.podpath.cni;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives Services of type LoadBalancer their frontend address, as the Azure cloud provider does: a public one, or with the
 * annotation for an internal load balancer one of the node subnet or of the subnet another annotation names. Services
 * that name the same public IP share its address.
 *
 * <p>Public addresses that nobody declared are of the range RFC 5737 keeps for documentation, since the real ones cannot
 * be known.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go} determinePublicIPName, getInternalSubnet.
 */
final class FrontendAllocator {

    private static final Cidr PUBLIC_RANGE = Cidr.parse("198.51.100.0/24");
    private static final long FIRST_FRONTEND = 10;

    private final ClusterSubnets subnets;
    private final AzureEnvironment azure;
    private final Set<IpAddress> taken = new HashSet<>();
    private final Map<String, IpAddress> byPublicIpName = new HashMap<>();
    private long cursor = FIRST_FRONTEND;

    FrontendAllocator(ClusterSubnets subnets, AzureEnvironment azure, AksCluster.Egress egress) {
        this.subnets = subnets;
        this.azure = azure;
        taken.addAll(outboundIps(egress));
        azure.list(PublicIpSpec.class).forEach(publicIp -> taken.add(publicIp.address()));
    }

    /** The addresses of the outbound rule; AKS creates one if none is given. */
    static List<IpAddress> outboundIps(AksCluster.Egress egress) {
        return egress.outboundIps().isEmpty() ? List.of(PUBLIC_RANGE.network().plus(1)) : egress.outboundIps();
    }

    List<Service> assign(List<Service> services) {
        for (Service service : services) {
            service.exposure().loadBalancerIngress().forEach(ingress -> {
                taken.add(ingress.ip());
                if (LoadBalancerAnnotations.isInternal(service)) {
                    subnets.addresses(subnet(service)).reserve(ingress.ip());
                }
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
        IpAddress address = LoadBalancerAnnotations.isInternal(service) ? internal(service) : open(service);
        ServiceExposure exposed = new ServiceExposure(
                exposure.externalIps(),
                List.of(new LoadBalancerIngress(address, false)),
                exposure.loadBalancerSourceRanges(),
                exposure.externalTrafficPolicy(),
                exposure.healthCheckNodePort());
        return service.allocated(service.clusterIps(), service.ports(), exposed);
    }

    private IpAddress internal(Service service) {
        SubnetReference subnet = subnet(service);
        return subnets.addresses(subnet)
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

    private IpAddress open(Service service) {
        Optional<String> name = ServiceAnnotation.PIP_NAME
                .findIn(service.metadata().annotations())
                .filter(text -> !text.isEmpty());
        return name.map(publicIp -> byPublicIpName.computeIfAbsent(
                        publicIp,
                        missing -> azure.find(PublicIpSpec.class, missing)
                                .map(PublicIpSpec::address)
                                .orElseGet(this::nextPublic)))
                .orElseGet(this::nextPublic);
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
