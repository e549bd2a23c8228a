package io.podpath.kubeproxy;

import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.NamespacedName;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The endpoints of every service port in one address family; the same for all nodes.
 *
 * <p><i>Models:</i> slices are joined by the Service they name; of an endpoint only the first address counts; endpoints
 * of a service port are sorted by the text {@code ip:port}, which decides the order of rules, so {@code 10.1.1.11:80}
 * comes before {@code 10.1.1.1:80}. The same address twice counts once, and an entry that names its node wins.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/endpointslicecache.go}.
 */
public final class EndpointsMap {

    private final Map<ServicePortName, List<EndpointInfo>> endpoints = new TreeMap<>();

    private EndpointsMap() {}

    /** The endpoints of these slices. */
    public static EndpointsMap of(Collection<EndpointSlice> slices, IpFamily family) {
        Map<ServicePortName, Map<String, EndpointInfo>> sorted = new TreeMap<>();
        for (EndpointSlice slice : slices) {
            if (slice.family() == family) {
                for (EndpointSlice.Port port : slice.ports()) {
                    if (port.port() != 0) {
                        ServicePortName name = new ServicePortName(slice.service(), port.name(), port.protocol());
                        add(slice, port.port(), sorted.computeIfAbsent(name, key -> new TreeMap<>()));
                    }
                }
            }
        }
        EndpointsMap map = new EndpointsMap();
        sorted.forEach((name, byText) -> {
            if (!byText.isEmpty()) {
                map.endpoints.put(name, List.copyOf(byText.values()));
            }
        });
        return map;
    }

    private static void add(EndpointSlice slice, int port, Map<String, EndpointInfo> byText) {
        for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
            if (!endpoint.addresses().isEmpty()) {
                TransportAddress address =
                        new TransportAddress(endpoint.addresses().get(0), port);
                EndpointInfo info =
                        new EndpointInfo(address, endpoint.conditions(), endpoint.nodeName(), endpoint.hints());
                byText.merge(address.toString(), info, (old, now) -> old.nodeName() == null ? now : old);
            }
        }
    }

    /** The endpoints of a service port in rule order; none if it has none. */
    public List<EndpointInfo> listEndpoints(ServicePortName name) {
        return endpoints.getOrDefault(name, List.of());
    }

    /** The service ports that have endpoints, sorted by name. */
    public Set<ServicePortName> servicePorts() {
        return Collections.unmodifiableSet(endpoints.keySet());
    }

    /**
     * How many different addresses of each Service are ready on this node, which is what a health check node port
     * answers; Services with none are absent.
     *
     * <p><i>Source:</i> Kubernetes {@code pkg/proxy/endpointschangetracker.go}, {@code LocalReadyEndpoints}.
     */
    public Map<NamespacedName, Integer> localReadyCounts(String node) {
        Map<NamespacedName, Set<IpAddress>> addresses = new TreeMap<>();
        endpoints.forEach((name, list) -> {
            for (EndpointInfo endpoint : list) {
                if (endpoint.isReady() && endpoint.isOn(node)) {
                    addresses
                            .computeIfAbsent(name.service(), key -> new HashSet<>())
                            .add(endpoint.address().address());
                }
            }
        });
        Map<NamespacedName, Integer> counts = new TreeMap<>();
        addresses.forEach((service, set) -> counts.put(service, set.size()));
        return Collections.unmodifiableMap(counts);
    }
}
