package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.LoadBalancerProfile.BackendPoolType;
import io.podpath.azure.provider.LoadBalancedService;
import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.provider.ServiceIdleTimeout;
import io.podpath.azure.provider.ServiceProbes;
import io.podpath.azure.resource.PublicIpSpec;
import io.podpath.azure.resource.SubnetReference;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.Subject;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.scenario.schema.Suggestion;
import java.util.List;
import java.util.Map;

/**
 * Annotations of Services about rules, probes and frontends, where the Azure cloud provider refuses them, or passes over
 * them in silence.
 *
 * <p><i>Source:</i> kubernetes-sigs/cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go}, {@code
 * azure_loadbalancer_healthprobe.go}.
 */
final class ServiceRuleChecks {

    /** Node and health ports are allocated later; any number does for a check of annotations. */
    private static final int SOME_PORT = 30_000;

    private final SimulationInput input;
    private final Findings findings;

    ServiceRuleChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.findings = findings;
    }

    void run() {
        if (input.cluster().egress().loadBalancer().backendPoolType() == BackendPoolType.POD_IP) {
            findings.error(
                    Subject.cluster("loadBalancerBackendPoolType"),
                    "pools of pod addresses are not modelled; use 'nodeIPConfiguration' or 'nodeIP'");
        }
        input.objects().services().stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .forEach(this::check);
    }

    private void check(Service service) {
        Map<String, String> annotations = service.metadata().annotations();
        Subject subject = Subject.object("Service", service.name());
        try {
            ServiceIdleTimeout.of(annotations);
            checkProbes(service, annotations);
        } catch (IllegalArgumentException refused) {
            findings.error(subject, "the Azure cloud provider refuses it: " + refused.getMessage());
        }
        boolean isInternal = ServiceAnnotation.INTERNAL.isTrueIn(annotations);
        boolean wantsAllPorts = ServiceAnnotation.HIGH_AVAILABILITY_PORTS.isTrueIn(annotations);
        if (wantsAllPorts && !isInternal) {
            findings.warning(
                    subject,
                    "high availability ports are for internal load balancers; the annotation does"
                            + " nothing on a public one");
        }
        ServiceAnnotation.INTERNAL_SUBNET
                .findIn(annotations)
                .filter(name -> isInternal && !name.isEmpty())
                .ifPresent(name -> checkSubnet(name, subject));
        ServiceAnnotation.PIP_NAME
                .findIn(annotations)
                .filter(name -> !isInternal && !name.isEmpty())
                .ifPresent(name -> checkPublicIp(name, subject));
    }

    private void checkProbes(Service service, Map<String, String> annotations) {
        List<LoadBalancedService.Port> ports = service.ports().stream()
                .map(port -> new LoadBalancedService.Port(
                        port.name(), port.protocol(), port.port(), SOME_PORT, port.appProtocol()))
                .toList();
        boolean isLocal = service.exposure().externalTrafficPolicy() == TrafficPolicy.LOCAL;
        ServiceProbes.Mode mode = input.cluster().egress().loadBalancer().probeMode();
        ServiceProbes probes = new ServiceProbes(annotations, ports, isLocal ? SOME_PORT : 0, mode);
        ports.forEach(port -> probes.find(port, "rule"));
    }

    private void checkSubnet(String name, Subject subject) {
        input.cluster().findVnetSubnet().map(SubnetReference::virtualNetwork).ifPresent(network -> {
            List<String> known = input.azure().virtualNetworks().stream()
                    .filter(candidate -> candidate.name().equals(network))
                    .flatMap(candidate -> candidate.subnets().stream())
                    .map(candidate -> candidate.name())
                    .toList();
            if (!known.contains(name)) {
                findings.error(
                        subject,
                        "virtual network '" + network + "' has no subnet '" + name + "'"
                                + Suggestion.didYouMean(name, known));
            }
        });
    }

    private void checkPublicIp(String name, Subject subject) {
        List<String> known = input.azure().list(PublicIpSpec.class).stream()
                .map(PublicIpSpec::name)
                .toList();
        if (!known.isEmpty() && !known.contains(name)) {
            findings.error(subject, "there is no public IP '" + name + "'" + Suggestion.didYouMean(name, known));
        }
    }
}
