package io.podpath.assembly;

import io.podpath.azure.loadbalancer.Backend;
import io.podpath.azure.loadbalancer.Frontend;
import io.podpath.azure.loadbalancer.LoadBalancerConfig;
import io.podpath.azure.security.NicSecurity;
import io.podpath.cni.ClusterPlan;
import io.podpath.controlplane.ServiceFrontends;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All load balancers of a network: those of the cluster first, then those somebody declared. */
final class LoadBalancerPlan {

    private final List<PlacedLoadBalancer> all;

    LoadBalancerPlan(
            ClusterPlan plan, ServiceFrontends frontends, GivenAksResources given, DeclaredLoadBalancers declared) {
        String network = plan.subnet().network().name();
        this.all = new ArrayList<>();
        new ClusterLoadBalancers(plan, frontends, given)
                .list()
                .forEach(config -> all.add(new PlacedLoadBalancer(network, config)));
        all.addAll(declared.list());
    }

    /** The load balancers, with backends that the probes find through the security of their NICs. */
    List<PlacedLoadBalancer> list(Map<String, NicSecurity> securityByNic) {
        return all.stream()
                .map(one -> new PlacedLoadBalancer(
                        one.network(),
                        one.config().with(new ProbeAdmission(one.config().health(), securityByNic))))
                .toList();
    }

    /** A frontend by the names of its load balancer and its own. */
    Optional<Frontend> findFrontend(String loadBalancer, String frontend) {
        return all.stream()
                .filter(one -> one.config().name().equals(loadBalancer))
                .flatMap(one -> one.config().frontends().stream())
                .filter(one -> one.name().equals(frontend))
                .findFirst();
    }

    /**
     * NICs in a pool of a load balancer that exists. Standard load balancers are closed by default, so these NICs get no
     * default outbound access.
     */
    Set<String> loadBalancedNics() {
        Set<String> nics = new HashSet<>();
        all.stream()
                .map(PlacedLoadBalancer::config)
                .filter(LoadBalancerConfig::exists)
                .flatMap(config -> config.pools().values().stream())
                .flatMap(List::stream)
                .map(Backend::nic)
                .forEach(nics::add);
        return nics;
    }
}
