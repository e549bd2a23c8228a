package io.podpath.controlplane;

import io.podpath.azure.resource.ApplicationGatewaySpec;
import io.podpath.azure.resource.AzureEnvironment;
import io.podpath.azure.resource.LoadBalancerSpec;
import io.podpath.azure.resource.LoadBalancerSpec.InternalFrontend;
import io.podpath.azure.resource.PrivateLinkServiceSpec;
import io.podpath.model.IpAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** The private addresses that declared resources name, which nothing else may be given. */
public final class ReservedAddresses {

    private ReservedAddresses() {}

    /** All of them. */
    public static Set<IpAddress> of(AzureEnvironment azure) {
        Set<IpAddress> reserved = new LinkedHashSet<>();
        azure.virtualMachines().forEach(vm -> vm.findPrivateIp().ifPresent(reserved::add));
        azure.virtualMachines().forEach(vm -> vm.nic().findIpv6().ifPresent(reserved::add));
        azure.privateEndpoints().forEach(endpoint -> endpoint.findPrivateIp().ifPresent(reserved::add));
        azure.list(ApplicationGatewaySpec.class)
                .forEach(gateway -> gateway.findPrivateIp().ifPresent(reserved::add));
        azure.list(LoadBalancerSpec.class).stream()
                .flatMap(loadBalancer -> loadBalancer.frontends().stream())
                .filter(frontend -> frontend.place() instanceof InternalFrontend)
                .forEach(frontend ->
                        ((InternalFrontend) frontend.place()).findPrivateIp().ifPresent(reserved::add));
        azure.list(PrivateLinkServiceSpec.class)
                .forEach(service -> reserved.addAll(service.nat().declared()));
        return reserved;
    }
}
