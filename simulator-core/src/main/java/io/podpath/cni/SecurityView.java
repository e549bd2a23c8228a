package io.podpath.cni;

import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancingRule.FloatingIp;
import io.podpath.azure.provider.LoadBalancedService;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import java.util.ArrayList;
import java.util.List;

/** A Service as the cloud provider's security rules see it: one view for each frontend address. */
final class SecurityView {

    private SecurityView() {}

    static List<LoadBalancedService> of(Service service, List<NodePlan> nodes, FloatingIp floating, boolean optOut) {
        Frontend.Scope scope = FrontendAllocator.isInternal(service) ? Frontend.Scope.INTERNAL : Frontend.Scope.PUBLIC;
        List<LoadBalancedService.Port> ports = service.ports().stream()
                .map(port -> new LoadBalancedService.Port(port.protocol(), port.port(), port.nodePort()))
                .toList();
        List<LoadBalancedService> views = new ArrayList<>();
        for (LoadBalancerIngress ingress : service.exposure().loadBalancerIngress()) {
            views.add(new LoadBalancedService(
                    new Frontend(service.name().toString(), ingress.ip(), scope),
                    ports,
                    service.exposure().loadBalancerSourceRanges(),
                    floating,
                    nodes.stream().map(NodePlan::ip).toList(),
                    optOut ? LoadBalancedService.RuleWriting.DISABLED : LoadBalancedService.RuleWriting.ENABLED));
        }
        return views;
    }
}
