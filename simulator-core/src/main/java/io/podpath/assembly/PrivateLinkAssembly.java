package io.podpath.assembly;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.fabric.NicAttachment;
import io.podpath.azure.fabric.PrivateLinkEndpoint;
import io.podpath.azure.fabric.PrivateLinkService;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancer;
import io.podpath.azure.provider.ServicePrivateLink;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.PrivateLinkServiceSpec;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cni.ClusterPlan;
import io.podpath.controlplane.ServiceFrontends;
import io.podpath.model.IpAddress;
import io.podpath.topology.LinkEnd;
import io.podpath.topology.Topology;
import io.podpath.topology.TopologyNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds private link services, the declared ones and those that Services ask for by annotation, between the private
 * endpoints that name them and the load balancers behind them.
 *
 * <pre>
 * private-endpoint/orders -- private-link-service/pls-orders -- load-balancer/kubernetes-internal
 *                                                            -- vnet/corp, for answers to its NAT addresses
 * </pre>
 */
final class PrivateLinkAssembly {

    private static final String NIC_SUFFIX = ".pls";

    private final AzureEnvironment azure;
    private final ClusterPlan plan;
    private final LoadBalancerPlan loadBalancers;
    private final List<PrivateLinkServiceSpec> services;
    private final Topology.Builder topology;

    PrivateLinkAssembly(
            AzureEnvironment azure,
            ClusterPlan plan,
            ServiceFrontends frontends,
            LoadBalancerPlan loadBalancers,
            Topology.Builder topology) {
        this.azure = azure;
        this.plan = plan;
        this.loadBalancers = loadBalancers;
        this.topology = topology;
        this.services = new ArrayList<>(azure.list(PrivateLinkServiceSpec.class));
        services.addAll(ofServices(frontends));
    }

    static String elementOf(String service) {
        return "private-link-service/" + service;
    }

    /** A frontend has one private link service: that of the first Service that asks. */
    private List<PrivateLinkServiceSpec> ofServices(ServiceFrontends frontends) {
        List<PrivateLinkServiceSpec> specs = new ArrayList<>();
        Set<IpAddress> served = new HashSet<>();
        for (Service service : frontends.services()) {
            Map<String, String> annotations = service.metadata().annotations();
            ServicePrivateLink.findRefusal(annotations).ifPresent(refusal -> {
                throw new ModelProblemException("service " + service.name() + ": " + refusal);
            });
            Optional<IpAddress> frontend = service.exposure().loadBalancerIngress().stream()
                    .map(LoadBalancerIngress::ip)
                    .filter(IpAddress::isIpv4)
                    .findFirst();
            if (ServicePrivateLink.isWanted(annotations)
                    && frontend.filter(served::add).isPresent()) {
                specs.add(spec(service, annotations));
            }
        }
        return specs;
    }

    private PrivateLinkServiceSpec spec(Service service, Map<String, String> annotations) {
        try {
            return ServicePrivateLink.of(
                    annotations,
                    new ServicePrivateLink.FrontendName(
                            ClusterLoadBalancers.nameOf(service), service.name().toString()),
                    plan.subnet().reference(),
                    "pls-" + service.name().namespace() + "-" + service.name().name());
        } catch (IllegalArgumentException refused) {
            throw new ModelProblemException("service " + service.name() + ": " + refused.getMessage());
        }
    }

    /** Adds the services as members of their networks. */
    void add(FabricAssembly fabric, MachineAddresses addresses, AddressBook owners) {
        for (PrivateLinkServiceSpec service : services) {
            Frontend frontend = frontend(service);
            List<IpAddress> nat = new ArrayList<>(service.nat().declared());
            while (nat.size() < service.nat().count()) {
                nat.add(addresses.take(service.nat().subnet(), Optional.empty(), service.name()));
            }
            String element = elementOf(service.name());
            topology.add(new TopologyNode(
                    element,
                    "private-link-service",
                    elements ->
                            new PrivateLinkService(service.name(), frontend.address(), nat, service.proxyProtocol())));
            nat.forEach(address -> owners.add(address, element));
            fabric.addMember(
                    service.nat().subnet(),
                    NicAttachment.of(
                            service.name() + NIC_SUFFIX,
                            service.nat().subnet().subnet(),
                            nat.toArray(IpAddress[]::new)),
                    new LinkEnd(element, PrivateLinkService.VNET));
        }
    }

    private Frontend frontend(PrivateLinkServiceSpec service) {
        return loadBalancers
                .findFrontend(service.loadBalancer(), service.frontend())
                .orElseThrow(() -> new ModelProblemException("private link service " + service.name()
                        + ": load balancer " + service.loadBalancer() + " has no frontend " + service.frontend()));
    }

    /** Links the services to load balancers and endpoints, once these are there. */
    void link() {
        for (PrivateLinkServiceSpec service : services) {
            link(
                    new LinkEnd(elementOf(service.name()), PrivateLinkService.LOAD_BALANCER),
                    new LinkEnd(
                            PlacedLoadBalancer.elementOf(service.loadBalancer()),
                            LoadBalancer.privateLinkInterface(service.name())));
        }
        for (PrivateEndpointSpec endpoint : azure.privateEndpoints()) {
            endpoint.findPrivateLinkService().ifPresent(name -> {
                if (services.stream().noneMatch(service -> service.name().equals(name))) {
                    throw new ModelProblemException(
                            "private endpoint " + endpoint.name() + ": there is no private link service " + name);
                }
                link(
                        new LinkEnd(HybridAssembly.endpointElement(endpoint), PrivateLinkEndpoint.LINK),
                        new LinkEnd(elementOf(name), PrivateLinkService.endpointInterface(endpoint.name())));
            });
        }
    }

    private void link(LinkEnd one, LinkEnd other) {
        topology.link(one, other, LinkLatency.FABRIC_NANOS);
    }
}
