package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a Service's endpoints.
 *
 * <p><i>Source:</i> Kubernetes API discovery.k8s.io/v1.
 *
 * @param name namespace and name of the slice
 * @param serviceName the Service it belongs to, from the label {@code kubernetes.io/service-name}
 * @param family the family of all its addresses
 * @param ports the ports every endpoint of the slice has
 * @param endpoints the endpoints
 */
public record EndpointSlice(
        NamespacedName name, String serviceName, IpFamily family, List<Port> ports, List<Endpoint> endpoints) {

    /** The label that ties a slice to its Service. */
    public static final String SERVICE_NAME_LABEL = "kubernetes.io/service-name";

    public EndpointSlice {
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
    }

    /** The Service the slice belongs to. */
    public NamespacedName service() {
        return new NamespacedName(name.namespace(), serviceName);
    }

    /**
     * A port of the endpoints.
     *
     * @param name the name of the Service port, empty if that has none
     * @param protocol the transport
     * @param port the number
     */
    public record Port(String name, Protocol protocol, int port) {}

    /**
     * One endpoint.
     *
     * @param addresses its addresses; consumers use the first
     * @param conditions its state
     * @param nodeName the node it is on, if known
     * @param hints where it should be used from
     */
    public record Endpoint(
            List<IpAddress> addresses,
            Conditions conditions,
            @Nullable String nodeName,
            Hints hints) {

        public Endpoint {
            addresses = List.copyOf(addresses);
        }

        /** The node it is on, if known. */
        public Optional<String> findNodeName() {
            return Optional.ofNullable(nodeName);
        }
    }

    /**
     * The state of an endpoint. Absent conditions of the API are read as ready, serving, not terminating.
     *
     * @param ready gets new connections
     * @param serving would be ready if it were not terminating
     * @param terminating is being deleted
     */
    public record Conditions(boolean ready, boolean serving, boolean terminating) {

        /** Ready and staying. */
        public static final Conditions READY = new Conditions(true, true, false);
    }

    /**
     * Where an endpoint should be used from.
     *
     * @param zones names of zones; empty for no hint
     * @param nodes names of nodes; empty for no hint
     */
    public record Hints(Set<String> zones, Set<String> nodes) {

        /** No hint. */
        public static final Hints NONE = new Hints(Set.of(), Set.of());

        public Hints {
            zones = Set.copyOf(zones);
            nodes = Set.copyOf(nodes);
        }
    }
}
