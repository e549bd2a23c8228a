package io.podpath.scenario.validate;

import io.podpath.SimulationInput;
import io.podpath.aks.LoadBalancerProfile.BackendPoolType;
import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.provider.ServicePrivateLink;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.PrivateEndpointSpec;
import io.podpath.azure.resource.PrivateLinkServiceSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.Subject;
import io.podpath.scenario.schema.Suggestion;
import java.util.ArrayList;
import java.util.List;

/**
 * Private link services, declared or asked for by a Service, and the endpoints that lead to them.
 *
 * <p><i>Source:</i> Azure docs, What is Azure Private Link service; cloud-provider-azure, Azure Private Link Service
 * Integration.
 */
final class PrivateLinkChecks {

    private final SimulationInput input;
    private final AzureEnvironment azure;
    private final VirtualNetworkChecks networks;
    private final Findings findings;

    PrivateLinkChecks(SimulationInput input, Findings findings) {
        this.input = input;
        this.azure = input.azure();
        this.networks = new VirtualNetworkChecks(input, findings);
        this.findings = findings;
    }

    void run() {
        List<String> names = new ArrayList<>();
        for (Service service : input.objects().services()) {
            boolean asks = service.type() == ServiceType.LOAD_BALANCER
                    && ServicePrivateLink.isWanted(service.metadata().annotations());
            if (asks) {
                checkService(service);
                names.add(ServiceAnnotation.PLS_NAME
                        .findIn(service.metadata().annotations())
                        .orElse("pls-" + service.name().namespace() + "-"
                                + service.name().name()));
            }
        }
        for (PrivateLinkServiceSpec service : azure.list(PrivateLinkServiceSpec.class)) {
            checkDeclared(service, names);
            names.add(service.name());
        }
        for (PrivateEndpointSpec endpoint : azure.privateEndpoints()) {
            Subject subject = Subject.azure("privateEndpoint", endpoint.name()).part("privateLinkService");
            endpoint.findPrivateLinkService()
                    .filter(name -> !names.contains(name))
                    .ifPresent(name -> findings.error(
                            subject,
                            "there is no private link service '" + name + "'" + Suggestion.didYouMean(name, names)));
        }
    }

    private void checkService(Service service) {
        Subject subject = Subject.object("Service", service.name());
        ServicePrivateLink.findRefusal(service.metadata().annotations())
                .ifPresent(refusal -> findings.error(subject, refusal));
        if (input.cluster().egress().loadBalancer().backendPoolType() == BackendPoolType.NODE_IP) {
            findings.error(subject, "a private link service needs loadBalancerBackendPoolType 'nodeIPConfiguration'");
        }
    }

    private void checkDeclared(PrivateLinkServiceSpec service, List<String> names) {
        Subject subject = Subject.azure("privateLinkService", service.name());
        if (names.contains(service.name())) {
            findings.error(subject, "there are two private link services of the name '" + service.name() + "'");
        }
        networks.checkReference(service.nat().subnet(), subject.part("subnet"))
                .ifPresent(range -> service.nat()
                        .declared()
                        .forEach(address -> SubnetAddress.check(address, range, subject.part("natIps"), findings)));
        List<String> loadBalancers = new ArrayList<>(List.of("kubernetes", "kubernetes-internal"));
        azure.list(LoadBalancerSpec.class).forEach(one -> loadBalancers.add(one.name()));
        if (!loadBalancers.contains(service.loadBalancer())) {
            findings.error(
                    subject.part("loadBalancer"),
                    "there is no load balancer '" + service.loadBalancer() + "'"
                            + Suggestion.didYouMean(service.loadBalancer(), loadBalancers));
        }
        azure.find(LoadBalancerSpec.class, service.loadBalancer())
                .filter(one -> one.frontends().stream()
                        .noneMatch(frontend -> frontend.name().equals(service.frontend())))
                .ifPresent(one -> findings.error(
                        subject.part("frontend"),
                        "load balancer '" + one.name() + "' has no frontend '" + service.frontend() + "'"));
    }
}
