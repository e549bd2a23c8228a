package io.podpath.controlplane;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.LoadBalancingRule.Settings;
import io.podpath.azure.provider.LoadBalancedService;
import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.provider.ServiceIdleTimeout;
import io.podpath.azure.provider.ServiceProbes;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.cluster.Service;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The load balancing rules that the cloud provider writes for a Service: one for each port, or with high availability
 * ports a single one.
 *
 * <p>A rule is called {@code namespace-service-TCP-80}; the real name begins with a part of the Service's UID, which a
 * manifest does not have.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go} getExpectedLBRules.
 */
public final class ServiceRules {

    private final ServiceProbes.Mode probeMode;

    /** Rules whose probes are of this mode. */
    public ServiceRules(ServiceProbes.Mode probeMode) {
        this.probeMode = probeMode;
    }

    /**
     * The rules of a Service at one of its frontends.
     *
     * @throws ModelProblemException if the provider refuses its annotations
     */
    public List<LoadBalancingRule> of(Service service, IpAddress frontend) {
        try {
            return hasAllPorts(service) ? List.of(allPorts(service, frontend)) : perPort(service, frontend);
        } catch (IllegalArgumentException refused) {
            throw new ModelProblemException("service " + service.name() + ": " + refused.getMessage());
        }
    }

    /** Only internal load balancers have such rules. */
    static boolean hasAllPorts(Service service) {
        return ServiceAnnotation.HIGH_AVAILABILITY_PORTS.isTrueIn(annotations(service))
                && LoadBalancerAnnotations.isInternal(service);
    }

    /**
     * Whether packets keep the frontend as destination. An internal load balancer cannot use the secondary addresses of
     * NICs with floating IP, and those of IPv6 are secondary.
     */
    static FloatingIp floatingIp(Service service, IpAddress frontend) {
        boolean isOff = ServiceAnnotation.DISABLE_FLOATING_IP.isTrueIn(annotations(service)) && !hasAllPorts(service);
        boolean isForcedOff = LoadBalancerAnnotations.isInternal(service) && !frontend.isIpv4();
        return isOff || isForcedOff ? FloatingIp.DISABLED : FloatingIp.ENABLED;
    }

    private List<LoadBalancingRule> perPort(Service service, IpAddress frontend) {
        ServiceProbes probes = probes(service);
        List<LoadBalancingRule> rules = new ArrayList<>();
        for (LoadBalancedService.Port port : SecurityView.ports(service)) {
            if (probes.hasRule(port)) {
                String name = name(service, port, frontend);
                TransportAddress address = new TransportAddress(frontend, port.port());
                LoadBalancingRule rule = floatingIp(service, frontend) == FloatingIp.ENABLED
                        ? LoadBalancingRule.floating(name, port.protocol(), address)
                        : LoadBalancingRule.translating(name, port.protocol(), address, port.nodePort());
                rules.add(distributed(rule, service)
                        .with(settings(service)
                                .withProbe(probes.find(port, name).orElse(null))));
            }
        }
        return rules;
    }

    private LoadBalancingRule allPorts(Service service, IpAddress frontend) {
        List<LoadBalancedService.Port> ports = SecurityView.ports(service);
        String name = name(service, ports.get(0), frontend);
        LoadBalancingRule rule =
                LoadBalancingRule.allPorts(name, new TransportAddress(frontend, 0), floatingIp(service, frontend));
        return distributed(rule, service)
                .with(settings(service)
                        .withProbe(probes(service).findForAllPorts(name).orElse(null)));
    }

    private static LoadBalancingRule distributed(LoadBalancingRule rule, Service service) {
        return service.backend().affinityTimeoutSeconds() > 0 ? rule.with(LoadDistribution.SOURCE_IP) : rule;
    }

    private static Settings settings(Service service) {
        return new Settings(ServiceIdleTimeout.of(annotations(service)), OutboundSnat.DISABLED, null);
    }

    private ServiceProbes probes(Service service) {
        boolean isLocal = service.exposure().externalTrafficPolicy() == TrafficPolicy.LOCAL;
        int localHealthPort = isLocal ? service.exposure().healthCheckNodePort() : 0;
        return new ServiceProbes(annotations(service), SecurityView.ports(service), localHealthPort, probeMode);
    }

    private static String name(Service service, LoadBalancedService.Port port, IpAddress frontend) {
        return service.name().namespace() + "-" + service.name().name() + "-" + port.protocol() + "-" + port.port()
                + familySuffix(service, frontend);
    }

    /** What belongs to the second frontend of a dual-stack Service is named apart. */
    private static String familySuffix(Service service, IpAddress frontend) {
        boolean isSecond = service.families().isDualStack() && !frontend.isIpv4();
        return isSecond ? "-" + IpFamily.IPV6.text() : "";
    }

    private static Map<String, String> annotations(Service service) {
        return service.metadata().annotations();
    }
}
