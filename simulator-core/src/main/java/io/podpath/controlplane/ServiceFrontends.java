package io.podpath.controlplane;

import io.podpath.azure.provider.LoadBalancedService;
import io.podpath.azure.provider.ServiceAnnotation;
import io.podpath.azure.resource.FloatingIp;
import io.podpath.cluster.Service;
import io.podpath.cluster.ServiceType;
import io.podpath.cni.ClusterPlan;
import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Services of type LoadBalancer and their frontend addresses, some of which two Services may share. */
public final class ServiceFrontends {

    private final ClusterPlan plan;
    private final List<Service> services;

    /** Those of a cluster whose frontends are given out. */
    public ServiceFrontends(ClusterPlan plan) {
        this.plan = plan;
        this.services = plan.objects().services().stream()
                .filter(service -> service.type() == ServiceType.LOAD_BALANCER)
                .toList();
    }

    /** The Services, public and internal. */
    public List<Service> services() {
        return services;
    }

    /** Every frontend address with the Service it belongs to; the first one, if several share it. */
    public Map<IpAddress, Service> serviceByFrontend() {
        Map<IpAddress, Service> byFrontend = new HashMap<>();
        for (Service service : services) {
            service.exposure().loadBalancerIngress().forEach(ingress -> byFrontend.putIfAbsent(ingress.ip(), service));
        }
        return byFrontend;
    }

    /** Frontends whose packets keep the frontend as destination. */
    public Set<IpAddress> floatingFrontends() {
        Set<IpAddress> floating = new LinkedHashSet<>();
        for (Service service : services) {
            service.exposure().loadBalancerIngress().stream()
                    .filter(ingress -> LoadBalancerAnnotations.hasFloatingIp(service, ingress.ip()))
                    .forEach(ingress -> floating.add(ingress.ip()));
        }
        return floating;
    }

    /** What the provider needs to know for its security rules. */
    public List<LoadBalancedService> securityServices() {
        return services.stream()
                .map(service -> SecurityView.of(
                        service,
                        plan.nodes(),
                        ServiceAnnotation.DISABLE_FLOATING_IP.isTrueIn(
                                        service.metadata().annotations())
                                ? FloatingIp.DISABLED
                                : FloatingIp.ENABLED))
                .toList();
    }
}
