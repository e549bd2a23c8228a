package io.podpath.kubeproxy;

import io.podpath.cluster.NamespacedName;
import io.podpath.model.Protocol;
import java.util.Comparator;

/**
 * What kube-proxy works on: one port of one Service.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/types.go}, {@code ServicePortName}.
 *
 * @param service namespace and name of the Service
 * @param port the name of the port, empty if it has none
 * @param protocol its transport
 */
public record ServicePortName(NamespacedName service, String port, Protocol protocol)
        implements Comparable<ServicePortName> {

    private static final Comparator<ServicePortName> ORDER = Comparator.comparing(ServicePortName::service)
            .thenComparing(ServicePortName::port)
            .thenComparing(ServicePortName::protocol);

    @Override
    public int compareTo(ServicePortName other) {
        return ORDER.compare(this, other);
    }

    /** {@code shop/web:http}, or {@code shop/web} for a port without a name. */
    @Override
    public String toString() {
        return port.isEmpty() ? service.toString() : service + ":" + port;
    }
}
