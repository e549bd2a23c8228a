package io.podpath.cni;

import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.BackendHealth;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.provider.LoadBalancedService;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.cluster.EndpointSlice;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NamespacedName;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServicePort;
import io.podpath.cluster.ServiceType;
import io.podpath.cluster.TrafficPolicy;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the Azure cloud provider makes of Services of type LoadBalancer: frontends, rules, probes, outbound rule.
 *
 * <p>A rule is called {@code namespace-service-TCP-80}; the real name begins with a part of the Service's UID, which a
 * manifest does not have.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go}, {@code
 * azure_loadbalancer_healthprobe.go}.
 */
final class ServiceFrontends {

    private static final String DISABLE_FLOATING_IP =
            "service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip";

    private final ClusterPlan plan;
    private final List<Service> services;
    private final Map<NamespacedName, Set<String>> readyNodes = new HashMap<>();
    private final Set<NamespacedName> withEndpoints = new HashSet<>();

    ServiceFrontends(ClusterPlan plan) {
        this.plan = plan;
        this.services = plan.objects().services().stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .toList();
        for (EndpointSlice slice : plan.objects().endpointSlices()) {
            for (EndpointSlice.Endpoint endpoint : slice.endpoints()) {
                note(slice.service(), endpoint);
            }
        }
    }

    private void note(NamespacedName service, EndpointSlice.Endpoint endpoint) {
        EndpointSlice.Conditions conditions = endpoint.conditions();
        if (conditions.ready()) {
            endpoint.findNodeName()
                    .ifPresent(node -> readyNodes
                            .computeIfAbsent(service, name -> new HashSet<>())
                            .add(node));
        }
        if (conditions.ready() || (conditions.serving() && conditions.terminating())) {
            withEndpoints.add(service);
        }
    }

    /** Every frontend address with the Service it belongs to. */
    Map<IpAddress, Service> serviceByFrontend() {
        Map<IpAddress, Service> byFrontend = new HashMap<>();
        for (Service service : services) {
            service.exposure().loadBalancerIngress().forEach(ingress -> byFrontend.put(ingress.ip(), service));
        }
        return byFrontend;
    }

    /** Frontends whose packets keep the frontend as destination. */
    Set<IpAddress> floatingFrontends() {
        Set<IpAddress> floating = new LinkedHashSet<>();
        for (Service service : services) {
            for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
                if (!isTranslating(service, ingress.ip())) {
                    floating.add(ingress.ip());
                }
            }
        }
        return floating;
    }

    private static boolean isTranslating(Service service) {
        return isTrue(service, DISABLE_FLOATING_IP);
    }

    /**
     * Whether packets to a frontend arrive at a node under the node's address and the node port.
     *
     * <p>An internal load balancer cannot use the secondary addresses of NICs with floating IP, and those of IPv6 are
     * secondary.
     *
     * <p><i>Source:</i> cloud-provider-azure {@code azure_loadbalancer.go}, {@code
     * getExpectedLoadBalancingRulePropertiesForPort}.
     */
    private static boolean isTranslating(Service service, IpAddress frontend) {
        boolean isInternalIpv6 = !frontend.isIpv4() && FrontendAllocator.isInternal(service);
        return isInternalIpv6 || isTranslating(service);
    }

    private static boolean isTrue(Service service, String annotation) {
        return service.findAnnotation(annotation).filter("true"::equals).isPresent();
    }

    LoadBalancerConfig loadBalancer() {
        List<Frontend> frontends = new ArrayList<>();
        List<LoadBalancingRule> rules = new ArrayList<>();
        Map<String, Set<String>> healthy = new HashMap<>();
        List<Backend> backends = backends();
        for (Service service : services) {
            for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
                boolean internal = FrontendAllocator.isInternal(service);
                Frontend.Scope scope = internal ? Frontend.Scope.INTERNAL : Frontend.Scope.PUBLIC;
                frontends.add(new Frontend(service.name().toString(), ingress.ip(), scope));
                for (ServicePort port : service.ports()) {
                    LoadBalancingRule rule = rule(service, port, ingress.ip());
                    rules.add(rule);
                    healthy.put(rule.name(), healthyNodes(service, port, backends));
                }
            }
        }
        BackendHealth health = BackendHealth.of(healthy);
        return new LoadBalancerConfig("kubernetes", frontends, rules, backends, health, outboundRules(backends));
    }

    private List<Backend> backends() {
        return plan.nodes().stream()
                .filter(node -> !node.spec().labels().containsKey(NodeSpec.EXCLUDE_FROM_LOAD_BALANCERS_LABEL))
                .map(node -> new Backend(
                        node.name(),
                        node.ip(),
                        node.findIpv6().map(NodeIpv6::ip).orElse(null),
                        node.findPodSubnet().map(PodSubnetShare::held).orElse(List.of())))
                .toList();
    }

    private List<OutboundRule> outboundRules(List<Backend> backends) {
        return plan.cluster().egress().outboundType() == OutboundType.LOAD_BALANCER
                ? plan.cluster().ranges().families().stream()
                        .map(family -> outboundRule(family, backends))
                        .toList()
                : List.of();
    }

    private OutboundRule outboundRule(IpFamily family, List<Backend> backends) {
        List<IpAddress> addresses = FrontendAllocator.outboundIps(plan.cluster().egress(), family);
        int wanted = plan.cluster().egress().allocatedOutboundPorts();
        SnatPortAllocation ports = wanted == 0
                ? SnatPortAllocation.automatic(addresses, backends.size())
                : new SnatPortAllocation(addresses, wanted);
        String name = family == IpFamily.IPV4 ? OutboundRule.AKS_NAME : OutboundRule.AKS_NAME_IPV6;
        return new OutboundRule(name, ports);
    }

    private static LoadBalancingRule rule(Service service, ServicePort port, IpAddress frontend) {
        String name = service.name().namespace() + "-" + service.name().name() + "-" + port.protocol() + "-"
                + port.port() + familySuffix(service, frontend);
        TransportAddress address = new TransportAddress(frontend, port.port());
        LoadBalancingRule rule = isTranslating(service, frontend)
                ? LoadBalancingRule.translating(name, port.protocol(), address, port.nodePort())
                : LoadBalancingRule.floating(name, port.protocol(), address);
        return service.backend().affinityTimeoutSeconds() > 0 ? rule.withSourceIpAffinity() : rule;
    }

    /** The second frontend of a dual-stack Service has its resources named apart. */
    private static String familySuffix(Service service, IpAddress frontend) {
        boolean isSecond = service.families().isDualStack() && !frontend.isIpv4();
        return isSecond ? "-" + IpFamily.IPV6.text() : "";
    }

    /**
     * Whom the probe finds up: with policy Local the nodes with a ready endpoint; with Cluster every node whose node port
     * answers, which none does without endpoints; for UDP under Cluster there is no probe.
     */
    private Set<String> healthyNodes(Service service, ServicePort port, List<Backend> backends) {
        Set<String> all = new HashSet<>();
        backends.forEach(backend -> all.add(backend.nic()));
        if (service.exposure().externalTrafficPolicy() == TrafficPolicy.LOCAL) {
            return readyNodes.getOrDefault(service.name(), Set.of());
        }
        boolean answers = port.protocol() == Protocol.UDP || withEndpoints.contains(service.name());
        return answers ? all : Set.of();
    }

    /** The TCP port that the probe of each rule asks at the nodes; a UDP port under policy Cluster has no probe. */
    Map<String, Integer> probePorts() {
        Map<String, Integer> ports = new HashMap<>();
        for (Service service : services) {
            for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
                for (ServicePort port : service.ports()) {
                    String rule = rule(service, port, ingress.ip()).name();
                    if (service.exposure().externalTrafficPolicy() == TrafficPolicy.LOCAL) {
                        ports.put(rule, service.exposure().healthCheckNodePort());
                    } else if (port.protocol() == Protocol.TCP) {
                        ports.put(rule, port.nodePort());
                    }
                }
            }
        }
        return ports;
    }

    /** What the provider needs to know for its security rules. */
    List<LoadBalancedService> securityServices() {
        List<LoadBalancedService> result = new ArrayList<>();
        for (Service service : services) {
            LoadBalancingRule.FloatingIp floating = isTranslating(service)
                    ? LoadBalancingRule.FloatingIp.DISABLED
                    : LoadBalancingRule.FloatingIp.ENABLED;
            result.add(SecurityView.of(service, plan.nodes(), floating));
        }
        return result;
    }
}
