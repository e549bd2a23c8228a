package io.podpath.scenario.validate;

import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ports of Services that the API server refuses.
 *
 * <p><i>Source:</i> Kubernetes docs, Service (multi-port Services, node ports); {@code --service-node-port-range}.
 */
final class ServicePortChecks {

    private static final int FIRST_NODE_PORT = 30_000;
    private static final int LAST_NODE_PORT = 32_767;

    private final List<Service> services;
    private final Findings findings;
    private final Map<String, NamespacedName> nodePorts = new HashMap<>();

    ServicePortChecks(List<Service> services, Findings findings) {
        this.services = services;
        this.findings = findings;
    }

    void run() {
        services.forEach(this::check);
    }

    private void check(Service service) {
        Set<String> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < service.ports().size(); i++) {
            ServicePort port = service.ports().get(i);
            Subject subject = Subject.object("Service", service.name()).part("ports[" + i + "]");
            if (port.name().isEmpty() && service.ports().size() > 1) {
                findings.error(subject, "a service of several ports must give each a name");
            } else if (!names.add(port.name())) {
                findings.error(subject, "there are two ports of the name '" + port.name() + "'");
            }
            String number = port.protocol().lowerCaseName() + " port " + port.port();
            if (!numbers.add(number)) {
                findings.error(subject, number + " is here twice");
            }
            if (port.nodePort() > 0) {
                checkNodePort(service, port, subject);
            }
        }
    }

    private void checkNodePort(Service service, ServicePort port, Subject subject) {
        int number = port.nodePort();
        if (number < FIRST_NODE_PORT || number > LAST_NODE_PORT) {
            findings.error(
                    subject, "nodePort must be from " + FIRST_NODE_PORT + " to " + LAST_NODE_PORT + ", not " + number);
        }
        NamespacedName other = nodePorts.putIfAbsent(port.protocol().lowerCaseName() + number, service.name());
        if (other != null) {
            findings.error(subject, "nodePort " + number + " belongs to service " + other + " already");
        }
    }
}
