package io.podpath.cluster;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The EndpointSlice controller: finds the pods behind each Service that has a selector.
 *
 * <p><i>Models:</i> one endpoint per pod and family, unless the pod is finished or has no address; a pod in the host's
 * network counts with the address of its node; ready means that the pod is ready and not being deleted, or that the
 * Service publishes addresses that are not ready; named target ports are looked up pod by pod, so pods with different
 * numbers are in different slices; at most {@value #MAX_ENDPOINTS_PER_SLICE} endpoints per slice; hints for {@code
 * trafficDistribution}. A Service with any declared slice is left alone. <i>Does not model:</i> the annotation {@code
 * service.kubernetes.io/topology-mode: Auto}; keeping slices stable while pods come and go.
 *
 * <p><i>Source:</i> Kubernetes {@code staging/src/k8s.io/endpointslice} (reconciler, utils, trafficdist); KEP-3015.
 */
public final class EndpointSliceController {

    /** The default of {@code --max-endpoints-per-slice}. */
    public static final int MAX_ENDPOINTS_PER_SLICE = 100;

    private record SliceKey(IpFamily family, List<EndpointSlice.Port> ports) {}

    private final LabelIndex<Pod> pods;
    private final Map<String, NodeSpec> nodes = new HashMap<>();

    private EndpointSliceController(List<Pod> pods, List<NodeSpec> nodes) {
        this.pods = LabelIndex.ofPods(pods);
        nodes.forEach(node -> this.nodes.put(node.name(), node));
    }

    /**
     * All slices: the declared ones, then the derived ones in order of Services.
     *
     * @param services the Services
     * @param pods the pods, bound and with their addresses
     * @param nodes the nodes with their addresses
     * @param declared slices that exist already
     */
    public static List<EndpointSlice> reconcile(
            List<Service> services, List<Pod> pods, List<NodeSpec> nodes, List<EndpointSlice> declared) {
        EndpointSliceController controller = new EndpointSliceController(pods, nodes);
        Set<NamespacedName> served = new HashSet<>();
        declared.forEach(slice -> served.add(slice.service()));
        List<EndpointSlice> slices = new ArrayList<>(declared);
        for (Service service : services) {
            boolean selects = service.type() != ServiceType.EXTERNAL_NAME
                    && !service.backend().selector().isEmpty();
            if (selects && !served.contains(service.name())) {
                slices.addAll(controller.slicesOf(service));
            }
        }
        return Collections.unmodifiableList(slices);
    }

    private List<EndpointSlice> slicesOf(Service service) {
        LabelSelector selector = LabelSelector.ofLabels(service.backend().selector());
        TrafficDistribution distribution = TrafficDistribution.of(service);
        EnumSet<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        service.clusterIps().forEach(address -> families.add(address.family()));
        families.addAll(service.families().families());
        Map<SliceKey, List<EndpointSlice.Endpoint>> endpoints = new LinkedHashMap<>();
        for (Pod pod : pods.listSelected(service.name().namespace(), selector)) {
            List<EndpointSlice.Port> ports = portsOf(service, pod);
            for (IpAddress address : addressesOf(pod)) {
                if (families.isEmpty() || families.contains(address.family())) {
                    endpoints
                            .computeIfAbsent(new SliceKey(address.family(), ports), key -> new ArrayList<>())
                            .add(endpoint(service, pod, address, distribution));
                }
            }
        }
        List<EndpointSlice> slices = new ArrayList<>();
        endpoints.forEach((key, members) -> {
            for (int from = 0; from < members.size(); from += MAX_ENDPOINTS_PER_SLICE) {
                int to = Math.min(from + MAX_ENDPOINTS_PER_SLICE, members.size());
                slices.add(new EndpointSlice(
                        sliceName(service, slices.size()),
                        service.name().name(),
                        key.family,
                        key.ports,
                        members.subList(from, to)));
            }
        });
        return slices;
    }

    private static NamespacedName sliceName(Service service, int number) {
        String suffix = NameSuffix.of("EndpointSlice " + service.name() + " " + number);
        return new NamespacedName(service.name().namespace(), service.name().name() + "-" + suffix);
    }

    private List<IpAddress> addressesOf(Pod pod) {
        if (pod.status().finished()) {
            return List.of();
        }
        NodeSpec node = nodes.get(pod.spec().findNodeName().orElse(""));
        return pod.status().podIps().isEmpty() && pod.spec().hostNetwork() && node != null
                ? node.addresses()
                : pod.status().podIps();
    }

    private EndpointSlice.Endpoint endpoint(
            Service service, Pod pod, IpAddress address, TrafficDistribution distribution) {
        PodStatus status = pod.status();
        boolean ready = service.backend().publishNotReadyAddresses() || (status.ready() && !status.terminating());
        String nodeName = pod.spec().nodeName();
        NodeSpec node = nodeName == null ? null : nodes.get(nodeName);
        return new EndpointSlice.Endpoint(
                List.of(address),
                new EndpointSlice.Conditions(ready, status.ready(), status.terminating()),
                nodeName,
                distribution.hintsFor(nodeName, node));
    }

    /** A named port the pod does not have is left out, as the controller does. */
    private static List<EndpointSlice.Port> portsOf(Service service, Pod pod) {
        List<EndpointSlice.Port> ports = new ArrayList<>(service.ports().size());
        for (ServicePort port : service.ports()) {
            int number = targetPort(port, pod);
            if (number != 0) {
                ports.add(new EndpointSlice.Port(port.name(), port.protocol(), number));
            }
        }
        return ports;
    }

    private static int targetPort(ServicePort port, Pod pod) {
        String wanted = port.targetPort().name();
        if (wanted == null) {
            return port.targetPort().number() == 0
                    ? port.port()
                    : port.targetPort().number();
        }
        for (ContainerPort candidate : pod.spec().ports()) {
            if (candidate.name().equals(wanted) && candidate.protocol() == port.protocol()) {
                return candidate.port();
            }
        }
        return 0;
    }
}
