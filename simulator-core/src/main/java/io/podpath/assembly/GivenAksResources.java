package io.podpath.assembly;

import io.podpath.azure.loadbalancer.LoadBalancingRule;
import io.podpath.azure.resource.NodeResourceGroupSpec;
import io.podpath.azure.resource.NodeResourceGroupSpec.LoadBalancing;
import io.podpath.azure.resource.NodeResourceGroupSpec.Routes;
import io.podpath.azure.resource.NodeResourceGroupSpec.Security;
import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the resources AKS has made; where it is known it counts, and podpath writes nothing of its own. */
final class GivenAksResources {

    private final @Nullable NodeResourceGroupSpec group;

    GivenAksResources(@Nullable NodeResourceGroupSpec group) {
        this.group = group;
    }

    private Optional<NodeResourceGroupSpec> find() {
        return Optional.ofNullable(group);
    }

    boolean hasSecurity() {
        return find().flatMap(NodeResourceGroupSpec::findSecurity).isPresent();
    }

    Optional<String> findNodeNicGroup() {
        return find().flatMap(NodeResourceGroupSpec::findSecurity).flatMap(Security::findNodeNicGroup);
    }

    boolean hasRoutes() {
        return find().filter(found -> found.routes() == Routes.GIVEN).isPresent();
    }

    Optional<IpAddress> findNodePublicIp(IpAddress node) {
        return find().map(found -> found.nodePublicIps().get(node));
    }

    /** Those of the rules the cloud provider would write that the load balancer has, as they are there. */
    List<LoadBalancingRule> existing(List<LoadBalancingRule> rules) {
        Optional<LoadBalancing> given = find().flatMap(NodeResourceGroupSpec::findLoadBalancing);
        return given.map(found -> rules.stream()
                        .flatMap(rule ->
                                found
                                        .find(rule.protocol(), rule.frontend())
                                        .map(real -> rule.as(real.settings()))
                                        .stream())
                        .toList())
                .orElse(rules);
    }
}
