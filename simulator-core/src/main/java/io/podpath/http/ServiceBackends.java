package io.podpath.http;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import io.podpath.trace.HttpReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the pods behind a port of a Service, as controllers of proxies do: from EndpointSlices, never the cluster IP.
 * ingress-nginx takes the slices of both families alike; the others are taken to connect over IPv4.
 *
 * <p><i>Models:</i> ready endpoints of TCP ports. <i>Does not model:</i> {@code service-upstream}, ExternalName, zones.
 *
 * <p><i>Source:</i> kubernetes/ingress-nginx {@code controller.go}, {@code serviceEndpoints}, and {@code
 * endpointslices.go}, {@code getEndpointsFromSlices}; AGIC {@code
 * backendaddresspools.go}.
 */
final class ServiceBackends {

    private final Set<IpFamily> families;
    private final Map<NamespacedName, Service> services = new HashMap<>();
    private final Map<NamespacedName, List<EndpointSlice>> slices = new HashMap<>();

    /** Endpoints of these families. */
    ServiceBackends(ClusterObjects objects, Set<IpFamily> families) {
        this.families = Set.copyOf(families);
        objects.services().forEach(service -> services.put(service.name(), service));
        objects.endpointSlices()
                .forEach(slice -> slices.computeIfAbsent(slice.service(), name -> new ArrayList<>())
                        .add(slice));
    }

    /** The backend of a port given by its number, its name, or the port of its pods. */
    HttpBackend find(NamespacedName name, String port) {
        String label = "service/" + name + ":" + port;
        Optional<ServicePort> found = Optional.ofNullable(services.get(name))
                .flatMap(service -> service.ports().stream()
                        .filter(candidate -> candidate.protocol() == Protocol.TCP)
                        .filter(candidate -> Integer.toString(candidate.port()).equals(port)
                                || candidate.name().equals(port)
                                || candidate.targetPort().toString().equals(port))
                        .findFirst());
        if (found.isEmpty()) {
            return new HttpBackend(label, 1, List.of(), HttpReason.HTTP_BACKEND_NOT_FOUND);
        }
        List<TransportAddress> endpoints = endpoints(name, found.get());
        return new HttpBackend(label, 1, endpoints, endpoints.isEmpty() ? HttpReason.HTTP_NO_ENDPOINT : null);
    }

    private List<TransportAddress> endpoints(NamespacedName name, ServicePort port) {
        List<TransportAddress> endpoints = new ArrayList<>();
        for (EndpointSlice slice : slices.getOrDefault(name, List.of())) {
            Optional<EndpointSlice.Port> target = slice.ports().stream()
                    .filter(candidate -> candidate.name().equals(port.name()) && candidate.protocol() == Protocol.TCP)
                    .findFirst();
            if (families.contains(slice.family()) && target.isPresent()) {
                slice.endpoints().stream()
                        .filter(endpoint -> endpoint.conditions().ready())
                        .map(endpoint -> new TransportAddress(
                                endpoint.addresses().get(0), target.get().port()))
                        .forEach(endpoints::add);
            }
        }
        return endpoints;
    }
}
