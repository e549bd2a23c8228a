package io.podpath.controlplane;

import io.podpath.aks.ModelProblemException;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.provider.AccessControl;
import io.podpath.azure.provider.LoadBalancedService;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.cluster.LoadBalancerIngress;
import io.podpath.cluster.Service;
import io.podpath.cni.NodePlan;
import java.util.List;

/** A Service as the cloud provider's security rules see it. */
final class SecurityView {

    private SecurityView() {}

    /**
     * What the provider looks at.
     *
     * @throws ModelProblemException if the provider refuses the Service
     */
    static LoadBalancedService of(Service service, List<NodePlan> nodes, FloatingIp floating) {
        AccessControl access = AccessControl.of(
                service.exposure().loadBalancerSourceRanges(),
                service.metadata().annotations());
        access.findConflict().ifPresent(conflict -> {
            throw new ModelProblemException("service " + service.name() + ": " + conflict);
        });
        return new LoadBalancedService(
                LoadBalancerAnnotations.isInternal(service) ? Frontend.Scope.INTERNAL : Frontend.Scope.PUBLIC,
                service.exposure().loadBalancerIngress().stream()
                        .map(LoadBalancerIngress::ip)
                        .toList(),
                ports(service),
                access,
                floating,
                nodes.stream().flatMap(node -> node.ips().stream()).toList());
    }

    /** The ports of a Service. */
    static List<LoadBalancedService.Port> ports(Service service) {
        return service.ports().stream()
                .map(port -> new LoadBalancedService.Port(
                        port.name(), port.protocol(), port.port(), port.nodePort(), port.appProtocol()))
                .toList();
    }
}
