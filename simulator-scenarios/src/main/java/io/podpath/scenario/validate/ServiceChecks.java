package io.podpath.scenario.validate;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Workload;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Services and workloads whose selectors or ports lead nowhere. */
final class ServiceChecks {

    private final ClusterObjects objects;
    private final Findings findings;
    private final Map<Label, List<Backend>> backends = new HashMap<>();

    /** A pod, or the template of pods, in one namespace. */
    private record Backend(Map<String, String> labels, PodSpec spec) {}

    private record Label(String namespace, String key, String value) {}

    ServiceChecks(ClusterObjects objects, Findings findings) {
        this.objects = objects;
        this.findings = findings;
        for (Pod pod : objects.pods()) {
            add(pod.name(), new Backend(pod.labels(), pod.spec()));
        }
        for (Workload workload : objects.workloads()) {
            if (workload.replicas() > 0 || workload.kind() == Workload.Kind.DAEMON_SET) {
                add(workload.name(), new Backend(workload.podLabels(), workload.template()));
            }
        }
    }

    /** Under each of its labels, so that a Service need not look at every pod of a large namespace. */
    private void add(NamespacedName name, Backend backend) {
        backend.labels()
                .forEach((key, value) -> backends.computeIfAbsent(
                                new Label(name.namespace(), key, value), label -> new ArrayList<>())
                        .add(backend));
    }

    private List<Backend> select(Service service) {
        Map<String, String> wanted = service.backend().selector();
        List<Backend> fewest = null;
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            List<Backend> candidates = backends.getOrDefault(
                    new Label(service.name().namespace(), entry.getKey(), entry.getValue()), List.of());
            fewest = fewest == null || candidates.size() < fewest.size() ? candidates : fewest;
        }
        LabelSelector selector = LabelSelector.ofLabels(wanted);
        return fewest == null
                ? List.of()
                : fewest.stream()
                        .filter(backend -> selector.matches(backend.labels()))
                        .toList();
    }

    void run() {
        objects.workloads().forEach(this::checkSelector);
        Set<NamespacedName> sliced = new HashSet<>();
        objects.endpointSlices().forEach(slice -> sliced.add(slice.service()));
        for (Service service : objects.services()) {
            if (!service.backend().selector().isEmpty() && !sliced.contains(service.name())) {
                check(service);
            }
        }
    }

    /** The API server refuses such a controller; Jobs get their selector from the job controller. */
    private void checkSelector(Workload workload) {
        boolean job = workload.kind() == Workload.Kind.JOB || workload.kind() == Workload.Kind.CRON_JOB;
        if (!job && !workload.selector().matches(workload.podLabels())) {
            findings.error(
                    Subject.object(workload.kind().text(), workload.name()),
                    "the selector of " + workload.name() + " does not match the labels of its own pods");
        }
    }

    private void check(Service service) {
        Subject subject = Subject.object("Service", service.name());
        List<Backend> selected = select(service);
        if (selected.isEmpty()) {
            findings.warning(subject.part("selector"), "the selector of service " + service.name() + " matches no pod");
            return;
        }
        for (int i = 0; i < service.ports().size(); i++) {
            checkTarget(service.ports().get(i), selected, subject.part("ports[" + i + "]"));
        }
    }

    private void checkTarget(ServicePort port, List<Backend> selected, Subject subject) {
        if (port.targetPort().findName().isEmpty()) {
            checkNumber(port, selected, subject);
            return;
        }
        port.targetPort().findName().ifPresent(name -> {
            Set<String> declared = new TreeSet<>();
            for (Backend backend : selected) {
                backend.spec().ports().stream()
                        .filter(candidate -> candidate.protocol() == port.protocol())
                        .map(ContainerPort::name)
                        .filter(candidate -> !candidate.isEmpty())
                        .forEach(declared::add);
            }
            if (!declared.contains(name)) {
                findings.warning(
                        subject,
                        "no selected pod declares a port named '" + name + "'" + Suggestion.didYouMean(name, declared));
            }
        });
    }

    /** Real containers may listen on a port they do not declare; podpath cannot know and takes it as closed. */
    private void checkNumber(ServicePort port, List<Backend> selected, Subject subject) {
        int number = port.targetPort().number();
        boolean declared = selected.stream()
                .flatMap(backend -> backend.spec().ports().stream())
                .anyMatch(candidate -> candidate.protocol() == port.protocol() && candidate.port() == number);
        if (!declared) {
            findings.warning(
                    subject,
                    "no selected pod declares " + port.protocol().lowerCaseName() + " port " + number
                            + "; podpath takes it that nothing listens there");
        }
    }
}
