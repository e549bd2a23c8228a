package io.podpath.kubeproxy;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * kube-proxy's removal of stale UDP entries from connection tracking.
 *
 * <p>An entry is stale if it was sent to a service address and port, or to a UDP node port of any address, and is
 * answered by something that is not a serving endpoint of that service port; that includes entries that were never
 * translated. Nothing is removed for a service port without serving endpoints. Policies, hints and termination play no
 * role. TCP and SCTP entries stay.
 *
 * <p><i>Models:</i> Kubernetes 1.32 and newer. <i>Does not model:</i> later versions also compare the port of the
 * endpoint.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/conntrack/cleanup.go}.
 */
public final class ConntrackCleanup {

    /**
     * What the cleanup looks at in an entry.
     *
     * @param protocol the transport
     * @param originalDestination where the first packet went; none if the address does not matter
     * @param originalPort its port
     * @param replySource who answers
     */
    public record Entry(
            Protocol protocol, @Nullable IpAddress originalDestination, int originalPort, IpAddress replySource) {}

    private final Map<TransportAddress, Set<IpAddress>> byAddress = new HashMap<>();
    private final Map<Integer, Set<IpAddress>> byNodePort = new HashMap<>();

    /** The cleanup for these service ports and endpoints. */
    public ConntrackCleanup(ServicePortMap services, EndpointsMap endpoints) {
        for (ServicePortInfo service : services.listPorts()) {
            if (service.name().protocol() == Protocol.UDP) {
                Set<IpAddress> serving = new HashSet<>();
                for (EndpointInfo endpoint : endpoints.listEndpoints(service.name())) {
                    if (endpoint.isServing()) {
                        serving.add(endpoint.address().address());
                    }
                }
                if (!serving.isEmpty()) {
                    register(service, serving);
                }
            }
        }
    }

    private void register(ServicePortInfo service, Set<IpAddress> serving) {
        byAddress.put(service.clusterIp(), serving);
        service.external()
                .loadBalancerVips()
                .forEach(vip -> byAddress.put(service.clusterIp().withAddress(vip), serving));
        service.external()
                .externalIps()
                .forEach(ip -> byAddress.put(service.clusterIp().withAddress(ip), serving));
        if (service.nodePort() != 0) {
            byNodePort.put(service.nodePort(), serving);
        }
    }

    /** Whether kube-proxy deletes the entry. */
    public boolean isStale(Entry entry) {
        if (entry.protocol != Protocol.UDP) {
            return false;
        }
        Set<IpAddress> serving = null;
        if (entry.originalDestination != null) {
            serving = byAddress.get(new TransportAddress(entry.originalDestination, entry.originalPort));
        }
        if (serving == null) {
            serving = byNodePort.get(entry.originalPort);
        }
        return serving != null && !serving.contains(entry.replySource);
    }

    /**
     * Whether a change of endpoints makes kube-proxy run the cleanup at all: a serving UDP endpoint went away, or a UDP
     * service port got its first serving one.
     *
     * <p><i>Source:</i> Kubernetes {@code pkg/proxy/endpointschangetracker.go}.
     */
    public static boolean isRequiredAfter(EndpointsMap previous, EndpointsMap current) {
        for (ServicePortName name : previous.servicePorts()) {
            if (name.protocol() == Protocol.UDP
                    && !servingAddresses(current.listEndpoints(name))
                            .containsAll(servingAddresses(previous.listEndpoints(name)))) {
                return true;
            }
        }
        return current.servicePorts().stream()
                .anyMatch(name -> name.protocol() == Protocol.UDP
                        && servingAddresses(previous.listEndpoints(name)).isEmpty()
                        && !servingAddresses(current.listEndpoints(name)).isEmpty());
    }

    private static Set<TransportAddress> servingAddresses(List<EndpointInfo> endpoints) {
        Set<TransportAddress> serving = new HashSet<>();
        for (EndpointInfo endpoint : endpoints) {
            if (endpoint.isServing()) {
                serving.add(endpoint.address());
            }
        }
        return serving;
    }
}
