package io.podpath.scenario.validate;

import io.podpath.EndpointReference;
import io.podpath.EndpointReference.Kind;
import io.podpath.Probe;
import io.podpath.SimulationInput;
import io.podpath.assembly.AksNetworkBuilder;
import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.Listener;
import io.podpath.azure.resource.OnPremisesSpec;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.VirtualMachineSpec;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.Subject;
import io.podpath.cluster.Workload;
import io.podpath.model.Protocol;
import io.podpath.netfilter.ListeningSocket;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Probes whose ends do not exist or do not listen. */
final class ProbeChecks {

    private final SimulationInput input;
    private final NodeNetwork network;
    private final Findings findings;

    ProbeChecks(SimulationInput input, NodeNetwork network, Findings findings) {
        this.input = input;
        this.network = network;
        this.findings = findings;
    }

    void run(List<CheckedProbe> probes) {
        for (int i = 0; i < probes.size(); i++) {
            CheckedProbe checked = probes.get(i);
            Subject subject = Subject.probe(i);
            checkExists(checked.probe().from(), subject.part("from"));
            if (checkExists(checked.probe().to(), subject.part("to"))
                    && checkHasAddress(checked.probe(), subject.part("to"))) {
                checkPort(checked, subject.part("to"));
            }
        }
    }

    private boolean checkExists(EndpointReference end, Subject subject) {
        return switch (end.kind()) {
            case IP, FQDN -> true;
            case POD -> mayBePod(end) || missing(end, subject, podNames(end.namespace()));
            case SERVICE, FRONTEND -> findService(end).isPresent() || missing(end, subject, serviceNames(end));
            case NODE ->
                exists(end, network.nodeNames(), subject, network.nodeNames().size() < network.nodeCount());
            case VM ->
                exists(
                        end,
                        input.azure().virtualMachines().stream()
                                .map(VirtualMachineSpec::name)
                                .toList(),
                        subject,
                        false);
            case APPGW ->
                exists(
                        end,
                        input.azure().list(ApplicationGatewaySpec.class).stream()
                                .map(ApplicationGatewaySpec::name)
                                .toList(),
                        subject,
                        false);
            case INTERNET -> exists(end, internetHosts(), subject, false);
            case ONPREM -> exists(end, onPremisesHosts(), subject, false);
            case PRIVATE_ENDPOINT ->
                exists(
                        end,
                        input.azure().privateEndpoints().stream()
                                .map(PrivateEndpointSpec::name)
                                .toList(),
                        subject,
                        false);
            default -> findWorkload(end).isPresent() || missing(end, subject, workloadNames(end));
        };
    }

    /** Whether a Service has an address where the probe comes from. */
    private boolean checkHasAddress(Probe probe, Subject subject) {
        EndpointReference to = probe.to();
        if (to.kind() != Kind.SERVICE && to.kind() != Kind.FRONTEND) {
            return true;
        }
        boolean outside = Set.of(Kind.VM, Kind.INTERNET, Kind.ONPREM)
                .contains(probe.from().kind());
        Optional<String> problem = findService(to).flatMap(service -> {
            String name = "service " + service.name();
            if (service.type() == ServiceType.EXTERNAL_NAME) {
                return Optional.of(name + " is an ExternalName: it has no address, clients resolve it to another name");
            }
            if (service.type() == ServiceType.LOAD_BALANCER) {
                return Optional.empty();
            }
            if (to.kind() == Kind.FRONTEND) {
                return Optional.of(name + " is no LoadBalancer and has no frontend");
            }
            return outside
                    ? Optional.of(name + " is a " + service.type().text() + " and no LoadBalancer: outside the cluster"
                            + " it has no address; a node port is probed as node/NAME:PORT")
                    : Optional.empty();
        });
        problem.ifPresent(words -> findings.error(subject, words));
        return problem.isEmpty();
    }

    private List<String> onPremisesHosts() {
        return input.azure().onPremises().stream()
                .flatMap(site -> site.hosts().stream())
                .map(OnPremisesSpec.Host::name)
                .toList();
    }

    /** The declared hosts and those that every scenario has. */
    private List<String> internetHosts() {
        List<String> names = new ArrayList<>();
        input.azure().internetHosts().forEach(host -> names.add(host.name()));
        names.add(AksNetworkBuilder.DEFAULT_CLIENT.name());
        names.add(AksNetworkBuilder.DEFAULT_SERVER.name());
        return names;
    }

    private boolean exists(EndpointReference end, List<String> names, Subject subject, boolean namesUnknown) {
        return namesUnknown || names.contains(end.name()) || missing(end, subject, names);
    }

    private boolean missing(EndpointReference end, Subject subject, List<String> names) {
        String label = switch (end.kind()) {
            case FRONTEND -> "service";
            case INTERNET -> "internet host";
            case ONPREM -> "host outside Azure";
            case PRIVATE_ENDPOINT -> "private endpoint";
            default -> end.kind().label();
        };
        String namespace = end.namespace().isEmpty() ? "" : " in namespace '" + end.namespace() + "'";
        String elsewhere = end.kind().isNamespaced() && names.isEmpty() ? elsewhere(end) : "";
        findings.error(
                subject,
                "there is no " + label + " '" + end.name() + "'" + namespace + Suggestion.didYouMean(end.name(), names)
                        + elsewhere);
        return false;
    }

    /** A forgotten namespace is the commonest slip. */
    private String elsewhere(EndpointReference end) {
        Stream<NamespacedName> all = Stream.of(
                        input.objects().pods().stream()
                                .filter(pod -> end.kind() == Kind.POD)
                                .map(Pod::name),
                        input.objects().services().stream()
                                .filter(service -> end.kind() == Kind.SERVICE || end.kind() == Kind.FRONTEND)
                                .map(Service::name),
                        input.objects().workloads().stream().filter(isKind(end)).map(Workload::name))
                .flatMap(names -> names);
        return all.filter(name -> name.name().equals(end.name()))
                .sorted()
                .findFirst()
                .map(name -> "; did you mean '" + end.kind().label() + "/" + name + "'?")
                .orElse("");
    }

    /** Pods of workloads get their names later; they begin with the name of the workload. */
    private boolean mayBePod(EndpointReference end) {
        return findPod(end).isPresent()
                || input.objects().workloads().stream()
                        .anyMatch(workload -> workload.name().namespace().equals(end.namespace())
                                && end.name().startsWith(workload.name().name() + "-"));
    }

    private Optional<Pod> findPod(EndpointReference end) {
        return input.objects().pods().stream()
                .filter(pod -> isNamed(pod.name(), end))
                .findFirst();
    }

    private Optional<Service> findService(EndpointReference end) {
        return input.objects().services().stream()
                .filter(service -> isNamed(service.name(), end))
                .findFirst();
    }

    private Optional<Workload> findWorkload(EndpointReference end) {
        return input.objects().workloads().stream()
                .filter(isKind(end))
                .filter(workload -> isNamed(workload.name(), end))
                .findFirst();
    }

    private static Predicate<Workload> isKind(EndpointReference end) {
        return workload -> workload.kind()
                .text()
                .toUpperCase(Locale.ROOT)
                .equals(end.kind().name());
    }

    private static boolean isNamed(NamespacedName name, EndpointReference end) {
        return name.namespace().equals(end.namespace()) && name.name().equals(end.name());
    }

    private List<String> podNames(String namespace) {
        return input.objects().pods().stream()
                .map(Pod::name)
                .filter(name -> name.namespace().equals(namespace))
                .map(NamespacedName::name)
                .toList();
    }

    private List<String> serviceNames(EndpointReference end) {
        return input.objects().services().stream()
                .map(Service::name)
                .filter(name -> name.namespace().equals(end.namespace()))
                .map(NamespacedName::name)
                .toList();
    }

    private List<String> workloadNames(EndpointReference end) {
        return input.objects().workloads().stream()
                .filter(isKind(end))
                .map(Workload::name)
                .filter(name -> name.namespace().equals(end.namespace()))
                .map(NamespacedName::name)
                .toList();
    }

    private void checkPort(CheckedProbe checked, Subject subject) {
        Probe probe = checked.probe();
        EndpointReference to = probe.to();
        if (!probe.protocol().hasPorts()) {
            return;
        }
        Optional<String> port = to.findPort();
        if (port.isEmpty()) {
            findings.error(subject, "a " + probe.protocol().lowerCaseName() + " probe needs a port: " + to + ":PORT");
            return;
        }
        if (checked.failureExpected()) {
            return;
        }
        switch (to.kind()) {
            case SERVICE, FRONTEND -> findService(to).ifPresent(service -> checkServicePort(service, probe, subject));
            case POD -> {
                Optional<List<ContainerPort>> ports =
                        findPod(to).map(pod -> pod.spec().ports()).or(() -> ownerPorts(to));
                ports.ifPresent(found -> checkContainerPort(found, probe, subject));
            }
            case DEPLOYMENT, REPLICASET, STATEFULSET, DAEMONSET, JOB, CRONJOB ->
                findWorkload(to)
                        .ifPresent(workload ->
                                checkContainerPort(workload.template().ports(), probe, subject));
            case VM ->
                input.azure()
                        .find(VirtualMachineSpec.class, to.name())
                        .ifPresent(vm -> checkListener(probe, vm.listeners(), subject));
            case ONPREM ->
                input.azure().onPremises().stream()
                        .flatMap(site -> site.hosts().stream())
                        .filter(host -> host.name().equals(to.name()))
                        .forEach(host -> checkListener(probe, host.listeners(), subject));
            case PRIVATE_ENDPOINT ->
                input.azure()
                        .find(PrivateEndpointSpec.class, to.name())
                        .filter(endpoint -> endpoint.findPrivateLinkService().isEmpty())
                        .ifPresent(endpoint -> checkListener(probe, endpoint.listeners(), subject));
            default -> {}
        }
    }

    private Optional<List<ContainerPort>> ownerPorts(EndpointReference pod) {
        return input.objects().workloads().stream()
                .filter(workload -> workload.name().namespace().equals(pod.namespace())
                        && pod.name().startsWith(workload.name().name() + "-"))
                .findFirst()
                .map(workload -> workload.template().ports());
    }

    private void checkServicePort(Service service, Probe probe, Subject subject) {
        String wanted = probe.to().findPort().orElse("");
        List<String> ports = service.ports().stream()
                .filter(port -> port.protocol() == probe.protocol())
                .flatMap(port -> names(port))
                .toList();
        if (!ports.contains(wanted)) {
            findings.error(
                    subject,
                    "service " + service.name() + " has no " + probe.protocol().lowerCaseName() + " port '" + wanted
                            + "'" + has(ports) + Suggestion.didYouMean(wanted, ports));
        }
    }

    private static Stream<String> names(ServicePort port) {
        return port.name().isEmpty()
                ? Stream.of(Integer.toString(port.port()))
                : Stream.of(Integer.toString(port.port()), port.name());
    }

    private static String has(List<String> ports) {
        return ports.isEmpty() ? "" : " (it has " + String.join(", ", ports) + ")";
    }

    private void checkContainerPort(List<ContainerPort> declared, Probe probe, Subject subject) {
        String wanted = probe.to().findPort().orElse("");
        Protocol protocol = probe.protocol();
        List<String> ports = declared.stream()
                .filter(port -> port.protocol() == protocol)
                .flatMap(port -> port.name().isEmpty()
                        ? Stream.of(Integer.toString(port.port()))
                        : Stream.of(Integer.toString(port.port()), port.name()))
                .toList();
        if (!ports.contains(wanted)) {
            findings.error(
                    subject,
                    "no container of " + withoutPort(probe.to()) + " declares the " + protocol.lowerCaseName()
                            + " port '" + wanted + "'" + has(ports) + Suggestion.didYouMean(wanted, ports));
        }
    }

    private static String withoutPort(EndpointReference end) {
        return end.kind().label() + "/" + end.namespace() + "/" + end.name();
    }

    private void checkListener(Probe probe, List<Listener> listeners, Subject subject) {
        EndpointReference to = probe.to();
        String wanted = probe.protocol().lowerCaseName() + "/" + to.findPort().orElse("");
        boolean isOnEveryPort = listeners.stream()
                .anyMatch(listener ->
                        listener.protocol() == probe.protocol() && listener.port() == ListeningSocket.EVERY_PORT);
        if (!isOnEveryPort && listeners.stream().map(Listener::toString).noneMatch(wanted::equals)) {
            findings.warning(subject, to.kind().label() + " '" + to.name() + "' does not listen on " + wanted);
        }
    }
}
