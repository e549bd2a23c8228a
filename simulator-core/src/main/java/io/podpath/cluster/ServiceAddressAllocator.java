package io.podpath.cluster;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The API server's allocators: gives Services the cluster IPs and node ports they do not declare.
 *
 * <p><i>Models:</i> one address of each family of the Service; declared values are kept; the first address of the range is that of {@code default/kubernetes};
 * dynamic addresses and ports come from the upper band of their range first, so that the lower band stays free for
 * declared ones; ports of one Service with the same number share a node port; a LoadBalancer Service with {@code
 * externalTrafficPolicy: Local} gets a health check node port. <i>Does not model:</i> the real allocator draws from the
 * band at random; here the first free one is taken, so that the same scenario has the same addresses; {@code
 * allocateLoadBalancerNodePorts: false}.
 *
 * <p><i>Source:</i> Kubernetes docs, Service ClusterIP allocation and NodePort allocation (bands), GA in 1.26 and 1.29;
 * {@code pkg/registry/core/service/ipallocator} and {@code portallocator}.
 */
public final class ServiceAddressAllocator {

    /** The first node port Kubernetes gives out by default. */
    public static final int FIRST_NODE_PORT = 30_000;
    /** The last one. */
    public static final int LAST_NODE_PORT = 32_767;

    /** {@code min(max(16, size / 32), 128)} of the default range: 30000-30085 stay for declared ports. */
    private static final int NODE_PORT_BAND = Math.min(Math.max(16, (LAST_NODE_PORT - FIRST_NODE_PORT + 1) / 32), 128);

    /**
     * All Services after allocation.
     *
     * @param services the Services in the order given
     * @param problems what could not be allocated or is declared twice
     */
    public record Result(List<Service> services, List<ClusterProblem> problems) {

        public Result {
            services = List.copyOf(services);
            problems = List.copyOf(problems);
        }
    }

    private final Map<IpFamily, ClusterIpPool> addresses = new EnumMap<>(IpFamily.class);
    private final ServiceFamilyDefaults families;
    private final Map<IpAddress, NamespacedName> addressOwners = new HashMap<>();
    private final Map<Integer, NamespacedName> portOwners = new HashMap<>();
    private final List<ClusterProblem> problems = new ArrayList<>();
    private int portCursor = NODE_PORT_BAND;

    private ServiceAddressAllocator(List<Cidr> serviceCidrs) {
        serviceCidrs.forEach(range -> addresses.put(range.family(), new ClusterIpPool(range)));
        families = new ServiceFamilyDefaults(
                serviceCidrs.stream().map(Cidr::family).toList());
    }

    private Optional<ClusterIpPool> findPool(IpFamily family) {
        return Optional.ofNullable(addresses.get(family));
    }

    /**
     * Completes the Services.
     *
     * @param services the Services
     * @param serviceCidrs the range of the cluster IPs of each family, that of the primary family first
     * @param reserved addresses kept for something else, such as the DNS Service AKS creates
     */
    public static Result allocate(List<Service> services, List<Cidr> serviceCidrs, Collection<IpAddress> reserved) {
        ServiceAddressAllocator allocator = new ServiceAddressAllocator(serviceCidrs);
        reserved.forEach(address -> allocator.findPool(address.family()).ifPresent(pool -> pool.take(address)));
        services.forEach(allocator::noteDeclared);
        List<Service> completed = services.stream().map(allocator::complete).toList();
        return new Result(completed, allocator.problems);
    }

    private void noteDeclared(Service service) {
        for (IpAddress address : service.clusterIps()) {
            Optional<ClusterIpPool> pool = findPool(address.family());
            pool.ifPresent(found -> found.take(address));
            NamespacedName other = addressOwners.putIfAbsent(address, service.name());
            if (other != null) {
                report(service, "cluster IP " + address + " is already that of " + other);
            } else if (pool.isPresent() && !pool.get().mayHold(address)) {
                report(
                        service,
                        "cluster IP " + address + " is not in the service range "
                                + pool.get().range());
            }
        }
        Set<Integer> declaredHere = new HashSet<>();
        for (ServicePort port : service.ports()) {
            if (port.nodePort() != 0 && declaredHere.add(port.nodePort())) {
                noteDeclaredPort(service, port.nodePort());
            }
        }
        if (service.exposure().healthCheckNodePort() != 0) {
            noteDeclaredPort(service, service.exposure().healthCheckNodePort());
        }
    }

    private void noteDeclaredPort(Service service, int port) {
        NamespacedName other = portOwners.putIfAbsent(port, service.name());
        if (other != null) {
            report(service, "node port " + port + " is already that of " + other);
        }
    }

    private Service complete(Service service) {
        if (service.type() == ServiceType.EXTERNAL_NAME) {
            return service;
        }
        ServiceFamilies completed = families.complete(service, text -> report(service, text));
        List<IpAddress> clusterIps = service.headless() ? List.of() : clusterIps(service, completed);
        return service.allocated(clusterIps, completePorts(service), completeExposure(service))
                .withFamilies(completed);
    }

    /** Declared addresses are kept, also those of a family the cluster does not have: they just serve nobody. */
    private List<IpAddress> clusterIps(Service service, ServiceFamilies wanted) {
        List<IpAddress> clusterIps = new ArrayList<>();
        for (IpFamily family : wanted.families()) {
            Optional<IpAddress> declared = service.findClusterIp(family);
            Optional<IpAddress> address =
                    declared.isPresent() ? declared : findPool(family).flatMap(pool -> take(service, pool));
            address.ifPresent(clusterIps::add);
        }
        service.clusterIps().stream()
                .filter(address -> !clusterIps.contains(address))
                .forEach(clusterIps::add);
        return clusterIps;
    }

    private Optional<IpAddress> take(Service service, ClusterIpPool pool) {
        Optional<IpAddress> address = service.name().equals(ApiServer.SERVICE) ? pool.takeFirst() : pool.takeDynamic();
        if (address.isEmpty()) {
            report(service, "the service range " + pool.range() + " has no free address left");
        }
        return address;
    }

    private List<ServicePort> completePorts(Service service) {
        if (service.type() == ServiceType.CLUSTER_IP) {
            return service.ports();
        }
        Map<Integer, Integer> nodePortByPort = new HashMap<>();
        for (ServicePort port : service.ports()) {
            if (port.nodePort() != 0) {
                nodePortByPort.putIfAbsent(port.port(), port.nodePort());
            }
        }
        List<ServicePort> completed = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            int nodePort = port.nodePort() != 0
                    ? port.nodePort()
                    : nodePortByPort.computeIfAbsent(port.port(), key -> takeNodePort(service));
            completed.add(port.withNodePort(nodePort));
        }
        return completed;
    }

    private ServiceExposure completeExposure(Service service) {
        ServiceExposure exposure = service.exposure();
        boolean needsHealthCheck = service.type() == ServiceType.LOAD_BALANCER
                && exposure.externalTrafficPolicy() == TrafficPolicy.LOCAL
                && exposure.healthCheckNodePort() == 0;
        return needsHealthCheck
                ? new ServiceExposure(
                        exposure.externalIps(),
                        exposure.loadBalancerIngress(),
                        exposure.loadBalancerSourceRanges(),
                        exposure.externalTrafficPolicy(),
                        takeNodePort(service))
                : exposure;
    }

    /** Runs through the upper band, then the lower one; 0 when all are taken. */
    private int takeNodePort(Service service) {
        int size = LAST_NODE_PORT - FIRST_NODE_PORT + 1;
        for (; portCursor < NODE_PORT_BAND + size; portCursor++) {
            int port = FIRST_NODE_PORT + portCursor % size;
            if (portOwners.putIfAbsent(port, service.name()) == null) {
                return port;
            }
        }
        report(service, "no node port is free in " + FIRST_NODE_PORT + "-" + LAST_NODE_PORT);
        return 0;
    }

    private void report(Service service, String text) {
        problems.add(new ClusterProblem(service.name(), text));
    }
}
