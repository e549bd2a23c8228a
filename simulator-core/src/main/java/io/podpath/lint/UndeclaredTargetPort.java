package io.podpath.lint;

import io.podpath.cluster.PodSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A numbered targetPort that no selected pod declares. A container may listen on it all the same, so it is a note; podpath
 * cannot know and takes the port as closed.
 *
 * <p><i>Source:</i> Kubernetes API reference, Container v1 core, field ports.
 */
final class UndeclaredTargetPort implements LintRule {

    private static final RuleId ID =
            new RuleId("PP403", "undeclared-target-port", "a targetPort is a number that no selected pod declares");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Finding> findings = new ArrayList<>();
        new ServiceBackends(input).selected().forEach((service, pods) -> {
            for (int i = 0; i < service.ports().size() && !pods.isEmpty(); i++) {
                ServicePort port = service.ports().get(i);
                if (port.targetPort().findName().isEmpty() && isUndeclared(port, pods)) {
                    findings.add(finding(service, i, port));
                }
            }
        });
        return findings;
    }

    private static boolean isUndeclared(ServicePort port, List<PodSpec> pods) {
        return pods.stream()
                .flatMap(pod -> pod.ports().stream())
                .noneMatch(candidate -> candidate.protocol() == port.protocol()
                        && candidate.port() == port.targetPort().number());
    }

    private static Finding finding(Service service, int index, ServicePort port) {
        return ID.finding(
                Severity.NOTE,
                Subject.object("Service", service.name()).part("ports[" + index + "]"),
                "port " + port.port() + " of Service " + service.name() + " leads to "
                        + port.protocol().lowerCaseName() + " port "
                        + port.targetPort().number() + ", which no selected pod declares",
                new Advice(
                        "containers need not declare the ports they listen on, but a port that nobody declares is often"
                                + " the port of the Service by mistake",
                        "declare the container port, or correct targetPort",
                        "Kubernetes API reference, Container v1 core, ports"));
    }
}
