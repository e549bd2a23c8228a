package io.podpath.scenario.validate;

import io.podpath.azure.provider.AccessControl;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.Subject;
import java.util.List;

/**
 * Who may call a Service of type LoadBalancer, where the Azure cloud provider refuses what is asked, or makes something
 * else of it.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/loadbalancer/accesscontrol.go}
 * NewAccessControl.
 */
final class ServiceAccessChecks {

    private final List<Service> services;
    private final Findings findings;

    ServiceAccessChecks(List<Service> services, Findings findings) {
        this.services = services;
        this.findings = findings;
    }

    void run() {
        services.stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .forEach(this::check);
    }

    private void check(Service service) {
        Subject subject = Subject.object("Service", service.name());
        AccessControl access = AccessControl.of(
                service.exposure().loadBalancerSourceRanges(),
                service.metadata().annotations());
        Subject ranges = service.findAnnotation(AccessControl.ALLOWED_IP_RANGES).isPresent()
                ? subject.part(AccessControl.ALLOWED_IP_RANGES)
                : subject.part(AccessControl.SOURCE_RANGES);
        access.findConflict()
                .ifPresent(conflict -> findings.error(
                        ranges, conflict + "; the Azure cloud provider refuses service " + service.name()));
        for (String range : access.invalidRanges()) {
            findings.warning(
                    ranges,
                    "'" + range + "' is not a range such as 10.0.0.0/16; the Azure cloud provider then denies everybody"
                            + " whom no valid range lets in");
        }
        Subject tags = subject.part(AccessControl.ALLOWED_SERVICE_TAGS);
        if (access.serviceTags().contains("")) {
            findings.error(tags, "a service tag must not be empty");
        } else if (!access.serviceTags().isEmpty()
                && !service.exposure().loadBalancerSourceRanges().isEmpty()) {
            findings.warning(
                    tags,
                    "service tags open the security group, but kube-proxy still drops every client outside"
                            + " loadBalancerSourceRanges");
        }
    }
}
