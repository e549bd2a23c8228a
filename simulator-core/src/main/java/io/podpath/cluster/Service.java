package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Service.
 *
 * @param name namespace and name
 * @param metadata labels and annotations
 * @param type how it is exposed
 * @param clusterIps its virtual addresses, one of each family at most; empty if headless or not yet allocated
 * @param headless true for {@code clusterIP: None}
 * @param ports its ports
 * @param backend how endpoints are found and chosen
 * @param exposure how it is reached from outside
 * @param externalName the name that a Service of type ExternalName stands for
 * @param families its address families
 */
public record Service(
        NamespacedName name,
        Metadata metadata,
        ServiceType type,
        List<IpAddress> clusterIps,
        boolean headless,
        List<ServicePort> ports,
        Backend backend,
        ServiceExposure exposure,
        @Nullable String externalName,
        ServiceFamilies families) {

    public Service {
        clusterIps = List.copyOf(clusterIps);
        ports = List.copyOf(ports);
    }

    /** A Service of any type but ExternalName that leaves its families to the API server. */
    public Service(
            NamespacedName name,
            Metadata metadata,
            ServiceType type,
            List<IpAddress> clusterIps,
            boolean headless,
            List<ServicePort> ports,
            Backend backend,
            ServiceExposure exposure) {
        this(name, metadata, type, clusterIps, headless, ports, backend, exposure, null, ServiceFamilies.UNSET);
    }

    /** The same Service with other families. */
    public Service withFamilies(ServiceFamilies newFamilies) {
        return new Service(
                name, metadata, type, clusterIps, headless, ports, backend, exposure, externalName, newFamilies);
    }

    /** Its virtual address of a family. */
    public Optional<IpAddress> findClusterIp(IpFamily family) {
        return clusterIps.stream().filter(address -> address.family() == family).findFirst();
    }

    /** The name that a Service of type ExternalName stands for. */
    public Optional<String> findExternalName() {
        return Optional.ofNullable(externalName);
    }

    /**
     * Labels and annotations.
     *
     * @param labels the labels
     * @param annotations the annotations, among them those of the Azure cloud provider
     */
    public record Metadata(Map<String, String> labels, Map<String, String> annotations) {

        /** Neither. */
        public static final Metadata NONE = new Metadata(Map.of(), Map.of());

        public Metadata {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * How endpoints are found and chosen.
     *
     * @param selector labels of the pods behind the Service; empty if its EndpointSlices are written by hand
     * @param internalTrafficPolicy which endpoints traffic to the cluster IP may use
     * @param affinityTimeoutSeconds how long a client keeps its endpoint, or 0 for no affinity
     * @param publishNotReadyAddresses whether pods that are not ready count as ready
     * @param trafficDistribution {@code PreferClose}, {@code PreferSameZone}, {@code PreferSameNode} or empty
     */
    public record Backend(
            Map<String, String> selector,
            TrafficPolicy internalTrafficPolicy,
            int affinityTimeoutSeconds,
            boolean publishNotReadyAddresses,
            String trafficDistribution) {

        public Backend {
            selector = Map.copyOf(selector);
        }
    }

    /** The virtual address of the first family. */
    public Optional<IpAddress> findClusterIp() {
        return clusterIps.stream().findFirst();
    }

    /** The value of an annotation. */
    public Optional<String> findAnnotation(String key) {
        return Optional.ofNullable(metadata.annotations().get(key));
    }

    /** The same Service with addresses and ports that the control plane allocated. */
    public Service allocated(List<IpAddress> newClusterIps, List<ServicePort> newPorts, ServiceExposure newExposure) {
        return new Service(
                name, metadata, type, newClusterIps, headless, newPorts, backend, newExposure, externalName, families);
    }
}
