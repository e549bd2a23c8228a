package io.podpath.scenario.conformance;

import io.podpath.cluster.Service;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import java.util.List;
import java.util.Optional;

/**
 * Tells for which flows nftables mode decides otherwise than iptables mode, by what the flow is, not by what comes out.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/nftables/README.md}; Kubernetes blog, 2025-02-28, NFTables mode.
 */
final class NftablesDifference {

    private final ConformanceCase settings;
    private final List<Service> services;

    NftablesDifference(ConformanceCase settings) {
        this.settings = settings;
        this.services = settings.services();
    }

    /** Why the mode makes a difference, if it does. */
    Optional<String> find(Packet packet) {
        IpAddress destination = packet.destination().address();
        boolean isNode = destination.isLoopback() || settings.node().addresses().contains(destination);
        if (isNode && settings.proxyConfig().texts("nodePortAddresses").isEmpty()) {
            return Optional.of("nftables mode has node ports on the primary address only");
        }
        if (destination.isLoopback()) {
            return Optional.of("nftables mode has no node ports on localhost");
        }
        if (isNode && services.stream().anyMatch(service -> isHealthCheck(service, packet))) {
            return Optional.of("nftables mode does not accept health checks");
        }
        Optional<Service> owner = services.stream()
                .filter(service -> service.clusterIps().contains(destination))
                .findFirst();
        if (owner.isPresent()) {
            return hasPort(owner.get(), packet)
                    ? Optional.empty()
                    : Optional.of("nftables mode rejects unused ports of a cluster IP");
        }
        boolean inServiceRange = settings.proxyConfig().texts("serviceCIDRs").stream()
                .flatMap(text -> Cidr.tryParse(text).stream())
                .anyMatch(range -> range.contains(destination));
        return inServiceRange
                ? Optional.of("nftables mode drops unallocated addresses of the service range")
                : Optional.empty();
    }

    private static boolean isHealthCheck(Service service, Packet packet) {
        return service.exposure().healthCheckNodePort() == packet.destination().port();
    }

    private static boolean hasPort(Service service, Packet packet) {
        return service.ports().stream()
                .anyMatch(port -> port.port() == packet.destination().port() && port.protocol() == packet.protocol());
    }
}
