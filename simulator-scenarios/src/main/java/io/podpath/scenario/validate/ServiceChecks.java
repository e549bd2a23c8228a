package io.podpath.scenario.validate;

import io.podpath.cluster.ClusterObjects;
import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.LabelIndex;
import io.podpath.cluster.LabelSelector;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Pod;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Subject;
import io.podpath.cluster.Workload;
import io.podpath.scenario.schema.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Services and workloads whose selectors or ports lead nowhere. */
final class ServiceChecks {

    private final ClusterObjects objects;
    private final Findings findings;
    private final LabelIndex<PodSpec> backends = new LabelIndex<>();

    ServiceChecks(ClusterObjects objects, Findings findings) {
        this.objects = objects;
        this.findings = findings;
        for (Pod pod : objects.pods()) {
            backends.add(pod.name().namespace(), pod.labels(), pod.spec());
        }
        for (Workload workload : objects.workloads()) {
            if (workload.replicas() > 0 || workload.kind() == Workload.Kind.DAEMON_SET) {
                backends.add(workload.name().namespace(), workload.podLabels(), workload.template());
            }
        }
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
        LabelSelector selector = LabelSelector.ofLabels(service.backend().selector());
        List<PodSpec> selected = backends.listSelected(service.name().namespace(), selector);
        if (selected.isEmpty()) {
            findings.warning(subject.part("selector"), "the selector of service " + service.name() + " matches no pod");
            return;
        }
        for (int i = 0; i < service.ports().size(); i++) {
            checkTarget(service.ports().get(i), selected, subject.part("ports[" + i + "]"));
        }
    }

    private void checkTarget(ServicePort port, List<PodSpec> selected, Subject subject) {
        if (port.targetPort().findName().isEmpty()) {
            checkNumber(port, selected, subject);
            return;
        }
        port.targetPort().findName().ifPresent(name -> {
            Set<String> declared = new TreeSet<>();
            for (PodSpec backend : selected) {
                backend.ports().stream()
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
    private void checkNumber(ServicePort port, List<PodSpec> selected, Subject subject) {
        int number = port.targetPort().number();
        boolean declared = selected.stream()
                .flatMap(backend -> backend.ports().stream())
                .anyMatch(candidate -> candidate.protocol() == port.protocol() && candidate.port() == number);
        if (!declared) {
            findings.warning(
                    subject,
                    "no selected pod declares " + port.protocol().lowerCaseName() + " port " + number
                            + "; podpath takes it that nothing listens there");
        }
    }
}
