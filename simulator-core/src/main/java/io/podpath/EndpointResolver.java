package io.podpath;

import io.podpath.assembly.AksNetwork;
import io.podpath.cluster.ApiServer;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Workload;
import io.podpath.cni.NodePlan;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the elements, addresses and ports that the ends of a probe name. */
final class EndpointResolver {

    private static final IpAddress PLATFORM = IpAddress.parse("168.63.129.16");

    private static final String API_SERVER_HELP = " declared; give it without a selector and with an EndpointSlice that"
            + " has the address of the API server (gap GAP-API-SERVER)";

    private final AksNetwork network;
    private final Map<NamespacedName, Pod> runningPods = new HashMap<>();
    private final Map<NamespacedName, Service> services = new HashMap<>();

    EndpointResolver(AksNetwork network) {
        this.network = network;
        network.plan().objects().pods().stream()
                .filter(pod -> pod.findPodIp().isPresent())
                .filter(pod -> !pod.status().finished())
                .forEach(pod -> runningPods.putIfAbsent(pod.name(), pod));
        network.plan().objects().services().forEach(service -> services.putIfAbsent(service.name(), service));
    }

    /**
     * Resolves both ends.
     *
     * @throws UnknownEndpointException if an end does not exist or has no such port
     */
    ProbeRoute resolve(Probe probe) {
        String from = sourceElement(probe.from());
        if (probe.to().kind() == EndpointReference.Kind.APPGW) {
            return new ProbeRoute(from, fixedSource(probe.from()), gateway(new Wanted(probe), from));
        }
        boolean inCluster = from.startsWith("pod/") || from.startsWith("node/");
        return new ProbeRoute(from, fixedSource(probe.from()), destination(new Wanted(probe), inCluster));
    }

    /**
     * Resolves both ends of a probe to a name whose address is known.
     *
     * @throws UnknownEndpointException if the source does not exist or the destination lacks a port
     */
    ProbeRoute resolve(Probe probe, IpAddress destination) {
        TransportAddress to = new TransportAddress(destination, number(probe.to(), probe.protocol()));
        return new ProbeRoute(sourceElement(probe.from()), fixedSource(probe.from()), to);
    }

    /** What is to be resolved: an end, and what decides among its ports and addresses. */
    private record Wanted(
            EndpointReference to,
            Protocol protocol,
            @Nullable IpFamily family) {

        Wanted(Probe probe) {
            this(probe.to(), probe.protocol(), probe.family() == null ? familyOf(probe.from()) : probe.family());
        }

        /** A source given as an address has a family. */
        private static @Nullable IpFamily familyOf(EndpointReference from) {
            return from.kind() == EndpointReference.Kind.IP
                    ? IpAddress.tryParse(from.name()).map(IpAddress::family).orElse(null)
                    : null;
        }

        /** The address of the family asked for; else that of IPv4, if there is one. */
        IpAddress choose(List<IpAddress> addresses) {
            IpFamily first = family == null ? IpFamily.IPV4 : family;
            return addresses.stream()
                    .filter(address -> address.family() == first)
                    .findFirst()
                    .or(() -> family == null ? addresses.stream().findFirst() : Optional.empty())
                    .orElseThrow(() ->
                            new UnknownEndpointException(to, to + " has no address of " + first.text(), List.of()));
        }
    }

    private static @Nullable IpAddress fixedSource(EndpointReference from) {
        return from.kind() == EndpointReference.Kind.IP ? IpAddress.parse(from.name()) : null;
    }

    /** The element whose process opens the connections of this end. */
    String sourceElement(EndpointReference from) {
        return switch (from.kind()) {
            case POD, DEPLOYMENT, REPLICASET, STATEFULSET, DAEMONSET, JOB, CRONJOB -> element(pod(from));
            case NODE -> node(from).element();
            case VM, INTERNET, ONPREM -> machine(from);
            case IP -> ownerElement(from);
            case SERVICE, FRONTEND, FQDN, PRIVATE_ENDPOINT, APPGW ->
                throw new UnknownEndpointException(from, from.kind().label() + " cannot open connections", List.of());
        };
    }

    private static String element(Pod pod) {
        return pod.spec().hostNetwork() ? "node/" + pod.spec().findNodeName().orElse("") : "pod/" + pod.name();
    }

    private String ownerElement(EndpointReference from) {
        IpAddress address = IpAddress.tryParse(from.name())
                .orElseThrow(() -> new UnknownEndpointException(from, from.name() + " is not an address", List.of()));
        if (address.equals(PLATFORM)) {
            return "platform/" + network.plan().subnet().network().name();
        }
        Optional<String> owner = network.addresses().findOwner(address);
        String element = owner.map(text -> text.indexOf(' ') < 0 ? text : text.substring(0, text.indexOf(' ')))
                .orElse("");
        if (network.topology().findNode(element).isEmpty()) {
            throw new UnknownEndpointException(from, "nobody in the scenario has address " + address, List.of());
        }
        return element;
    }

    private TransportAddress destination(Wanted wanted, boolean fromCluster) {
        EndpointReference to = wanted.to;
        Protocol protocol = wanted.protocol;
        return switch (to.kind()) {
            case POD, DEPLOYMENT, REPLICASET, STATEFULSET, DAEMONSET, JOB, CRONJOB -> {
                Pod pod = pod(to);
                yield new TransportAddress(wanted.choose(pod.status().podIps()), podPort(to, pod, protocol));
            }
            case NODE -> new TransportAddress(wanted.choose(node(to).ips()), number(to, protocol));
            case VM, INTERNET, ONPREM, PRIVATE_ENDPOINT ->
                new TransportAddress(
                        wanted.choose(network.addressesByName().getOrDefault(machine(to), List.of(PLATFORM))),
                        number(to, protocol));
            case IP -> new TransportAddress(IpAddress.parse(to.name()), number(to, protocol));
            case SERVICE -> service(wanted, fromCluster);
            case FRONTEND -> frontend(wanted, requireService(to));
            case FQDN, APPGW -> throw new IllegalArgumentException(to + " is looked up first");
        };
    }

    private TransportAddress gateway(Wanted wanted, String from) {
        EndpointReference to = wanted.to;
        String element = machine(to);
        List<IpAddress> inside =
                Objects.requireNonNull(network.addressesByName().get(element));
        List<IpAddress> addresses = from.startsWith("internet/")
                ? network.addressesByName().getOrDefault(element + " (public)", inside)
                : inside;
        return new TransportAddress(wanted.choose(addresses), number(to, Protocol.TCP));
    }

    private TransportAddress service(Wanted wanted, boolean fromCluster) {
        EndpointReference to = wanted.to;
        Service service = requireService(to);
        if (!fromCluster) {
            return frontend(wanted, service);
        }
        if (service.headless()) {
            return headless(wanted, service);
        }
        if (service.clusterIps().isEmpty()) {
            throw new UnknownEndpointException(to, to + " has no cluster IP", List.of());
        }
        return new TransportAddress(wanted.choose(service.clusterIps()), servicePort(to, service, wanted.protocol));
    }

    private static TransportAddress frontend(Wanted wanted, Service service) {
        EndpointReference to = wanted.to;
        List<IpAddress> frontends = service.exposure().loadBalancerIngress().stream()
                .map(ingress -> ingress.ip())
                .toList();
        if (frontends.isEmpty()) {
            throw new UnknownEndpointException(
                    to,
                    to + " has no load balancer frontend; its type is "
                            + service.type().text(),
                    List.of());
        }
        return new TransportAddress(wanted.choose(frontends), servicePort(to, service, wanted.protocol));
    }

    /** DNS would return the addresses of all ready pods; the first one stands for them. */
    private TransportAddress headless(Wanted wanted, Service service) {
        Map<IpAddress, EndpointSlice> sliceByAddress = new LinkedHashMap<>();
        for (EndpointSlice slice : network.plan().objects().endpointSlices()) {
            if (slice.service().equals(service.name())) {
                for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
                    if (endpoint.conditions().ready()) {
                        sliceByAddress.putIfAbsent(endpoint.addresses().get(0), slice);
                    }
                }
            }
        }
        EndpointReference to = wanted.to;
        if (sliceByAddress.isEmpty()) {
            throw new UnknownEndpointException(
                    to, "headless Service " + service.name() + " has no ready pod", List.of());
        }
        IpAddress chosen = wanted.choose(List.copyOf(sliceByAddress.keySet()));
        EndpointSlice slice = Objects.requireNonNull(sliceByAddress.get(chosen));
        return new TransportAddress(chosen, slicePort(to, slice, wanted.protocol));
    }

    private static int slicePort(EndpointReference to, EndpointSlice slice, Protocol protocol) {
        return slice.ports().stream()
                .filter(port -> port.protocol() == protocol)
                .map(EndpointSlice.Port::port)
                .findFirst()
                .orElseGet(() -> number(to, protocol));
    }

    private static int servicePort(EndpointReference to, Service service, Protocol protocol) {
        if (!protocol.hasPorts()) {
            return 0;
        }
        String wanted = to.port();
        List<ServicePort> candidates = service.ports().stream()
                .filter(port -> port.protocol() == protocol)
                .toList();
        if (wanted == null && candidates.size() == 1) {
            return candidates.get(0).port();
        }
        return candidates.stream()
                .filter(port -> port.name().equals(wanted)
                        || Integer.toString(port.port()).equals(wanted))
                .map(ServicePort::port)
                .findFirst()
                .or(() ->
                        portNumber(to)) // a port that the Service lacks is a fair question; the walk tells what happens
                .orElseThrow(() -> new UnknownEndpointException(
                        to,
                        "Service " + service.name() + " has no " + protocol + " port " + wanted,
                        candidates.stream()
                                .map(port -> Integer.toString(port.port()))
                                .toList()));
    }

    private static int podPort(EndpointReference to, Pod pod, Protocol protocol) {
        if (!protocol.hasPorts()) {
            return 0;
        }
        String wanted = to.port();
        List<ContainerPort> declared = pod.spec().ports().stream()
                .filter(port -> port.protocol() == protocol)
                .toList();
        if (wanted == null && declared.size() == 1) {
            return declared.get(0).port();
        }
        return declared.stream()
                .filter(port -> port.name().equals(wanted))
                .map(ContainerPort::port)
                .findFirst()
                .orElseGet(() -> number(to, protocol));
    }

    private static int number(EndpointReference to, Protocol protocol) {
        return protocol.hasPorts()
                ? portNumber(to)
                        .orElseThrow(() -> new UnknownEndpointException(to, to + " needs a port number", List.of()))
                : 0;
    }

    private static Optional<Integer> portNumber(EndpointReference to) {
        return to.findPort()
                .filter(port -> port.length() <= 5 && port.chars().allMatch(Character::isDigit))
                .filter(port -> !port.isEmpty())
                .map(Integer::valueOf)
                .filter(port -> port <= TransportAddress.MAX_PORT);
    }

    private Pod pod(EndpointReference reference) {
        NamespacedName name = new NamespacedName(reference.namespace(), reference.name());
        Optional<Pod> found = reference.kind() == EndpointReference.Kind.POD
                ? Optional.ofNullable(runningPods.get(name))
                : firstPod(workload(reference, name));
        return found.orElseThrow(() -> new UnknownEndpointException(
                reference,
                "there is no running " + reference,
                network.plan().objects().pods().stream()
                        .map(pod -> pod.name().toString())
                        .limit(200)
                        .toList()));
    }

    private Optional<Pod> firstPod(Workload workload) {
        Comparator<Pod> order = Comparator.comparing((Pod pod) -> !isNamedAfter(workload, pod));
        return network.plan().objects().pods().stream()
                .filter(pod -> mayOwn(workload, pod))
                .filter(pod -> !pod.status().finished())
                .filter(pod -> pod.findPodIp().isPresent())
                .min(order.thenComparing(Pod::name));
    }

    /** A Job's selector is written by its controller, so an empty one stands for the name alone. */
    private static boolean mayOwn(Workload workload, Pod pod) {
        LabelSelector selector = workload.selector();
        boolean byLabels = !selector.matchLabels().isEmpty()
                || !selector.matchExpressions().isEmpty();
        return pod.name().namespace().equals(workload.name().namespace())
                && selector.matches(pod.labels())
                && (byLabels || isNamedAfter(workload, pod));
    }

    private static boolean isNamedAfter(Workload workload, Pod pod) {
        return pod.name().name().startsWith(workload.name().name() + "-");
    }

    private Workload workload(EndpointReference reference, NamespacedName name) {
        return network.plan().objects().workloads().stream()
                .filter(candidate -> candidate.name().equals(name)
                        && candidate
                                .kind()
                                .text()
                                .equalsIgnoreCase(reference.kind().label()))
                .findFirst()
                .orElseThrow(() -> new UnknownEndpointException(
                        reference,
                        "there is no " + reference.kind().label() + " " + name,
                        network.plan().objects().workloads().stream()
                                .map(workload -> workload.name().toString())
                                .toList()));
    }

    private Service requireService(EndpointReference reference) {
        NamespacedName name = new NamespacedName(reference.namespace(), reference.name());
        return Optional.ofNullable(services.get(name))
                .orElseThrow(() -> new UnknownEndpointException(
                        reference,
                        "there is no Service " + name + (name.equals(ApiServer.SERVICE) ? API_SERVER_HELP : ""),
                        network.plan().objects().services().stream()
                                .map(service -> service.name().toString())
                                .toList()));
    }

    private NodePlan node(EndpointReference reference) {
        return network.plan()
                .findNode(reference.name())
                .orElseThrow(() -> new UnknownEndpointException(
                        reference,
                        "there is no node " + reference.name(),
                        network.plan().nodes().stream().map(NodePlan::name).toList()));
    }

    private String machine(EndpointReference reference) {
        String element = reference.kind().label() + "/" + reference.name();
        if (!network.addressesByName().containsKey(element)) {
            @Nullable String prefix = reference.kind().label() + "/";
            throw new UnknownEndpointException(
                    reference,
                    "there is no " + element,
                    network.addressesByName().keySet().stream()
                            .filter(name -> name.startsWith(prefix))
                            .map(name -> name.substring(prefix.length()))
                            .sorted()
                            .toList());
        }
        return element;
    }
}
