package io.podpath.assembly;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.RouteTableSpec;
import io.podpath.azure.resource.ServiceTagSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.azure.resource.SubnetSpec;
import io.podpath.azure.resource.VirtualNetworkSpec;
import io.podpath.azure.route.Connectivity;
import io.podpath.azure.route.EffectiveRoutes;
import io.podpath.azure.route.PrivateEndpointAddress;
import io.podpath.azure.route.RouteSources;
import io.podpath.azure.route.ServiceEndpoints;
import io.podpath.azure.route.ServiceRanges;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What decides the routes of each subnet of a scenario. */
final class SubnetRoutes {

    private final List<VirtualNetworkSpec> networks;
    private final AksResources aks;
    private final Connectivity connectivity;
    private final List<PrivateEndpointAddress> privateEndpoints = new ArrayList<>();
    private final Map<String, List<Cidr>> tags = new LinkedHashMap<>();

    SubnetRoutes(List<VirtualNetworkSpec> networks, AksResources aks, AzureEnvironment azure) {
        this.networks = List.copyOf(networks);
        this.aks = aks;
        this.connectivity = new Connectivity(networks, azure);
        azure.list(ServiceTagSpec.class).forEach(tag -> tags.put(tag.name(), tag.prefixes()));
    }

    List<VirtualNetworkSpec> networks() {
        return networks;
    }

    Connectivity connectivity() {
        return connectivity;
    }

    VirtualNetworkSpec network(String name) {
        return networks.stream()
                .filter(network -> network.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelProblemException("there is no virtual network " + name));
    }

    SubnetSpec subnet(SubnetReference reference) {
        for (SubnetSpec candidate : network(reference.virtualNetwork()).subnets()) {
            if (candidate.name().equals(reference.subnet())) {
                return candidate;
            }
        }
        throw new ModelProblemException("there is no subnet " + reference);
    }

    /** Notes a private endpoint, whose host route the subnets around it get. */
    void addPrivateEndpoint(PrivateEndpointSpec endpoint, IpAddress address) {
        String network = endpoint.subnet().virtualNetwork();
        Cidr range = network(network).addressPrefixes().stream()
                .filter(prefix -> prefix.contains(address))
                .findFirst()
                .orElseThrow(() -> new ModelProblemException(address + " is outside the network " + network));
        privateEndpoints.add(new PrivateEndpointAddress(
                network, address, range, subnet(endpoint.subnet()).settings().endpointPolicies()));
    }

    /** The table attached to a subnet, by whoever attached it. */
    Optional<RouteTableSpec> findRouteTable(SubnetReference reference) {
        Optional<String> named = aks.findRouteTable(reference)
                .or(() -> subnet(reference).settings().findRouteTable());
        return aks.routeTables().stream()
                .filter(table -> named.filter(table.name()::equals).isPresent())
                .findFirst();
    }

    RouteSources sources(SubnetReference reference) {
        VirtualNetworkSpec network = network(reference.virtualNetwork());
        List<String> around = new ArrayList<>(List.of(network.name()));
        connectivity.listPeers(network).forEach(peer -> around.add(peer.name()));
        return RouteSources.of(network.addressPrefixes())
                .withPeered(connectivity.listPeered(network))
                .withLearned(connectivity.listLearned(network))
                .withPrivateEndpoints(privateEndpoints.stream()
                        .filter(endpoint -> around.contains(endpoint.network()))
                        .toList())
                .withServices(services(subnet(reference)))
                .withRouteTable(findRouteTable(reference).orElse(null));
    }

    private ServiceRanges services(SubnetSpec subnet) {
        Map<String, List<Cidr>> endpoints = new LinkedHashMap<>();
        for (String service : subnet.settings().serviceEndpoints()) {
            ServiceEndpoints.findTag(service).map(tags::get).ifPresent(prefixes -> endpoints.put(service, prefixes));
        }
        return new ServiceRanges(endpoints, tags);
    }

    EffectiveRoutes of(SubnetReference reference) {
        return EffectiveRoutes.of(reference, sources(reference));
    }

    /**
     * The routes answers of private endpoints in a subnet take: those of the system, whatever table is attached.
     *
     * <p><i>Source:</i> Azure docs, What is a private endpoint, section Limitations, advises to translate the source of
     * whatever an appliance sends to an endpoint, since the answer need not come back to the appliance.
     */
    EffectiveRoutes ofPrivateEndpoints(SubnetReference reference) {
        return EffectiveRoutes.of(reference, sources(reference).withRouteTable(null));
    }
}
