package io.podpath.kubeproxy;

import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceExposure;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The service ports of a cluster in one address family; the same for all nodes.
 *
 * <p>Services without cluster IP, of type ExternalName, or labelled for another proxy are left out. Addresses of the
 * other family are dropped from every field. kube-proxy keeps service ports in no order; here they are sorted by name.
 *
 * <p><i>Source:</i> Kubernetes {@code pkg/proxy/servicechangetracker.go}, {@code serviceport.go}, {@code util/utils.go}.
 */
public final class ServicePortMap {

    /** A Service with this label is another proxy's business. */
    public static final String OTHER_PROXY_LABEL = "service.kubernetes.io/service-proxy-name";

    private final IpFamily family;
    private final Map<ServicePortName, ServicePortInfo> ports = new TreeMap<>();

    private ServicePortMap(IpFamily family) {
        this.family = family;
    }

    /** The service ports of these Services. */
    public static ServicePortMap of(Collection<Service> services, IpFamily family) {
        ServicePortMap map = new ServicePortMap(family);
        services.forEach(map::add);
        return map;
    }

    /** The family of all addresses. */
    public IpFamily family() {
        return family;
    }

    /** All service ports, sorted by name. */
    public Collection<ServicePortInfo> listPorts() {
        return Collections.unmodifiableCollection(ports.values());
    }

    /** A service port. */
    public Optional<ServicePortInfo> find(ServicePortName name) {
        return Optional.ofNullable(ports.get(name));
    }

    private void add(Service service) {
        boolean ignored = service.headless()
                || service.type() == ServiceType.EXTERNAL_NAME
                || service.metadata().labels().containsKey(OTHER_PROXY_LABEL);
        if (ignored) {
            return;
        }
        ofFamily(service.clusterIps()).stream().findFirst().ifPresent(clusterIp -> {
            ServicePortInfo.External external = external(service);
            ServicePortInfo.Policies policies =
                    new ServicePortInfo.Policies(service.backend().internalTrafficPolicy(), externalPolicy(service));
            for (ServicePort port : service.ports()) {
                ServicePortName name = new ServicePortName(service.name(), port.name(), port.protocol());
                ports.put(
                        name,
                        new ServicePortInfo(
                                name,
                                new TransportAddress(clusterIp, port.port()),
                                port.nodePort(),
                                external,
                                policies,
                                service.backend().affinityTimeoutSeconds()));
            }
        });
    }

    private ServicePortInfo.External external(Service service) {
        ServiceExposure exposure = service.exposure();
        List<IpAddress> vips = exposure.loadBalancerIngress().stream()
                .filter(ingress -> !ingress.proxyMode())
                .map(LoadBalancerIngress::ip)
                .toList();
        List<Cidr> ranges = exposure.loadBalancerSourceRanges().stream()
                .filter(range -> range.family() == family)
                .toList();
        boolean needsHealthCheck =
                service.type() == ServiceType.LOAD_BALANCER && externalPolicy(service) == TrafficPolicy.LOCAL;
        return new ServicePortInfo.External(
                ofFamily(exposure.externalIps()),
                ofFamily(vips),
                ranges,
                needsHealthCheck ? exposure.healthCheckNodePort() : 0);
    }

    /** The external policy counts for Services that are meant to be reached from outside only. */
    private static TrafficPolicy externalPolicy(Service service) {
        boolean external = service.type() == ServiceType.LOAD_BALANCER
                || service.type() == ServiceType.NODE_PORT
                || !service.exposure().externalIps().isEmpty();
        return external ? service.exposure().externalTrafficPolicy() : TrafficPolicy.CLUSTER;
    }

    private List<IpAddress> ofFamily(List<IpAddress> addresses) {
        return addresses.stream().filter(address -> address.family() == family).toList();
    }
}
