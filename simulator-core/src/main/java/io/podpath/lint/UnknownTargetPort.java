package io.podpath.lint;

import io.podpath.cluster.ContainerPort;
import io.podpath.cluster.PodSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A targetPort that names a port which no selected pod declares: the port has no endpoint.
 *
 * <p><i>Source:</i> Kubernetes docs, Service, section Port definitions.
 */
final class UnknownTargetPort implements LintRule {

    private static final RuleId ID =
            new RuleId("PP402", "unknown-target-port", "a targetPort names a port that no selected pod declares");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Finding> findings = new ArrayList<>();
        new ServiceBackends(input).selected().forEach((service, pods) -> {
            for (int i = 0; i < service.ports().size() && !pods.isEmpty(); i++) {
                check(service, i, pods, findings);
            }
        });
        return findings;
    }

    private static void check(Service service, int index, List<PodSpec> pods, List<Finding> findings) {
        ServicePort port = service.ports().get(index);
        TreeSet<String> declared = new TreeSet<>();
        for (PodSpec pod : pods) {
            pod.ports().stream()
                    .filter(candidate -> candidate.protocol() == port.protocol())
                    .map(ContainerPort::name)
                    .filter(name -> !name.isEmpty())
                    .forEach(declared::add);
        }
        port.targetPort()
                .findName()
                .filter(name -> !declared.contains(name))
                .ifPresent(name -> findings.add(ID.finding(
                        Severity.WARNING,
                        Subject.object("Service", service.name()).part("ports[" + index + "]"),
                        "port " + port.port() + " of Service " + service.name() + " has targetPort '" + name
                                + "', which no selected pod declares for "
                                + port.protocol().lowerCaseName(),
                        new Advice(
                                "a named targetPort is looked up in each pod; a pod without that name is no endpoint of"
                                        + " the port",
                                declared.isEmpty()
                                        ? "give the container port that name, or write the number"
                                        : "the pods declare " + String.join(", ", declared),
                                "Kubernetes docs, Service, Port definitions"))));
    }
}
