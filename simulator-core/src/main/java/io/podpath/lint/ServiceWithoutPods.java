package io.podpath.lint;

import io.podpath.cluster.Service;
import io.podpath.cluster.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * A Service whose selector selects no pod: it has no endpoint, and connections are refused.
 *
 * <p><i>Source:</i> Kubernetes docs, Service, section Defining a Service; Debug Services.
 */
final class ServiceWithoutPods implements LintRule {

    private static final RuleId ID =
            new RuleId("PP401", "service-without-pods", "the selector of a Service selects no pod");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public List<Finding> check(LintInput input) {
        List<Finding> findings = new ArrayList<>();
        new ServiceBackends(input).selected().forEach((service, pods) -> {
            if (pods.isEmpty()) {
                findings.add(finding(service));
            }
        });
        return findings;
    }

    private static Finding finding(Service service) {
        return ID.finding(
                Severity.WARNING,
                Subject.object("Service", service.name()).part("selector"),
                "the selector of Service " + service.name() + " selects no pod of its namespace",
                new Advice(
                        "a Service without endpoints is refused on the client's node; a pod counts if it is in the same"
                                + " namespace and has every label of the selector",
                        "compare the selector with the labels of the pods (kubectl get pods --show-labels)",
                        "Kubernetes docs, Debug Services"));
    }
}
