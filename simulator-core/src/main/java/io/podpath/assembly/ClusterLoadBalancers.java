package io.podpath.assembly;

import io.podpath.aks.AksCluster;
import io.podpath.aks.OutboundType;
import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.loadbalancer.OutboundRule;
import io.podpath.azure.snat.SnatPortAllocation;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.NodeSpec;
import io.podpath.cluster.Service;
import io.podpath.cni.ClusterPlan;
import io.podpath.cni.NodeIpv6;
import io.podpath.cni.PodSubnetShare;
import io.podpath.controlplane.FrontendAllocator;
import io.podpath.controlplane.LoadBalancerAnnotations;
import io.podpath.controlplane.ServiceFrontends;
import io.podpath.controlplane.ServiceRules;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The load balancers that AKS and its cloud provider keep for a cluster: {@code kubernetes} for the outbound rule and
 * public Services, {@code kubernetes-internal} for internal ones.
 *
 * <p><i>Source:</i> cloud-provider-azure {@code pkg/provider/azure_loadbalancer.go} getAzureLoadBalancerName; Azure docs,
 * Use an internal load balancer with AKS.
 */
final class ClusterLoadBalancers {

    private final ClusterPlan plan;
    private final ServiceFrontends frontends;
    private final GivenAksResources given;
    private final NodeHealth health;
    private final ServiceRules rules;
    private final List<Backend> backends;

    ClusterLoadBalancers(ClusterPlan plan, ServiceFrontends frontends, GivenAksResources given) {
        this.plan = plan;
        this.frontends = frontends;
        this.given = given;
        this.health = new NodeHealth(plan);
        this.rules = new ServiceRules(plan.cluster().egress().loadBalancer().probeMode());
        this.backends = plan.nodes().stream()
                .filter(node -> !node.spec().labels().containsKey(NodeSpec.EXCLUDE_FROM_LOAD_BALANCERS_LABEL))
                .map(node -> new Backend(
                        node.name(),
                        node.ip(),
                        node.findIpv6().map(NodeIpv6::ip).orElse(null),
                        node.findPodSubnet().map(PodSubnetShare::held).orElse(List.of())))
                .toList();
    }

    /** The public one, and the internal one if a Service asks for it. */
    List<LoadBalancerConfig> list() {
        List<LoadBalancerConfig> configs = new ArrayList<>();
        configs.add(config(LoadBalancerConfig.AKS_POOL, Frontend.Scope.PUBLIC, outboundRules()));
        LoadBalancerConfig internal = config(nameOf(Frontend.Scope.INTERNAL), Frontend.Scope.INTERNAL, List.of());
        if (internal.exists()) {
            configs.add(internal);
        }
        return configs;
    }

    /** The load balancer on which a Service is. */
    static String nameOf(Service service) {
        return nameOf(LoadBalancerAnnotations.isInternal(service) ? Frontend.Scope.INTERNAL : Frontend.Scope.PUBLIC);
    }

    private static String nameOf(Frontend.Scope scope) {
        return scope == Frontend.Scope.INTERNAL
                ? LoadBalancerConfig.AKS_POOL + LoadBalancerConfig.INTERNAL_SUFFIX
                : LoadBalancerConfig.AKS_POOL;
    }

    private LoadBalancerConfig config(String name, Frontend.Scope scope, List<OutboundRule> outboundRules) {
        Map<IpAddress, Frontend> byAddress = new LinkedHashMap<>();
        List<LoadBalancingRule> written = new ArrayList<>();
        for (Service service : frontends.services()) {
            if (LoadBalancerAnnotations.isInternal(service) == (scope == Frontend.Scope.INTERNAL)) {
                for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
                    byAddress.putIfAbsent(
                            ingress.ip(), new Frontend(service.name().toString(), ingress.ip(), scope));
                    written.addAll(rules.of(service, ingress.ip()));
                }
            }
        }
        return new LoadBalancerConfig(
                name, List.copyOf(byAddress.values()), given.existing(written), backends, health, outboundRules);
    }

    private List<OutboundRule> outboundRules() {
        return plan.cluster().egress().outboundType() == OutboundType.LOAD_BALANCER
                ? plan.cluster().ranges().families().stream()
                        .map(this::outboundRule)
                        .toList()
                : List.of();
    }

    private OutboundRule outboundRule(IpFamily family) {
        AksCluster.Egress egress = plan.cluster().egress();
        List<IpAddress> addresses = FrontendAllocator.outboundIps(egress, family);
        SnatPortAllocation ports = SnatPortAllocation.of(addresses, egress.allocatedOutboundPorts(), backends.size());
        return OutboundRule.ofAks(ports, egress.loadBalancer().outboundIdle());
    }
}
