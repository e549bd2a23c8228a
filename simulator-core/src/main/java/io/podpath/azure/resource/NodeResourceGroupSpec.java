package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What AKS has really made for a cluster, in the resource group that AKS manages. Whatever is given here counts instead of
 * what podpath would write itself.
 *
 * <p><i>Models:</i> the security group and where it is attached, route tables, load balancing rules, public addresses of
 * nodes. <i>Does not model:</i> changes that AKS would make to bring these back to what it wants.
 *
 * <p><i>Source:</i> Azure docs, Support policies for AKS (the node resource group).
 *
 * @param name the resource group
 * @param security the security groups that exist, if they are given
 * @param routes whether the route tables that exist are given
 * @param loadBalancing the rules of the cluster's load balancers, if they are given
 * @param nodeIps the primary addresses of the nodes' NICs; empty if these are not given
 * @param nodePublicIps public addresses of nodes by their primary address
 */
public record NodeResourceGroupSpec(
        String name,
        @Nullable Security security,
        Routes routes,
        @Nullable LoadBalancing loadBalancing,
        Set<IpAddress> nodeIps,
        Map<IpAddress, IpAddress> nodePublicIps)
        implements AzureResource {

    public NodeResourceGroupSpec {
        nodeIps = Set.copyOf(nodeIps);
        nodePublicIps = Map.copyOf(nodePublicIps);
    }

    /** The security groups that exist. */
    public Optional<Security> findSecurity() {
        return Optional.ofNullable(security);
    }

    /** The rules of the load balancers. */
    public Optional<LoadBalancing> findLoadBalancing() {
        return Optional.ofNullable(loadBalancing);
    }

    /** Whether route tables are as given, or as AKS would fill them. */
    public enum Routes {
        /** The tables that are declared hold what they hold. */
        GIVEN,
        /** podpath writes what AKS would. */
        AS_AKS_WRITES_THEM
    }

    /**
     * The security groups that exist.
     *
     * @param nodeNicGroup the name of the group on the NICs of nodes; none if it is on the subnet only
     */
    public record Security(@Nullable String nodeNicGroup) {

        /** The name of the group on the NICs of nodes. */
        public Optional<String> findNodeNicGroup() {
            return Optional.ofNullable(nodeNicGroup);
        }
    }

    /**
     * The rules of the cluster's load balancers.
     *
     * @param rules the rules
     */
    public record LoadBalancing(List<Rule> rules) {

        public LoadBalancing {
            rules = List.copyOf(rules);
        }

        /** Whether there is such a rule at this frontend. */
        public boolean covers(RuleProtocol protocol, TransportAddress frontend) {
            return find(protocol, frontend).isPresent();
        }

        /** The rule that takes packets for this frontend. */
        public Optional<Rule> find(RuleProtocol protocol, TransportAddress frontend) {
            return rules.stream()
                    .filter(rule -> rule.covers(protocol, frontend))
                    .findFirst();
        }
    }

    /**
     * A load balancing rule.
     *
     * @param protocol the transport; none for every one
     * @param frontend the address of the frontend
     * @param port its port, or 0 for every one
     * @param settings what else is known of it
     */
    public record Rule(@Nullable Protocol protocol, IpAddress frontend, int port, RuleSettings settings) {

        private boolean covers(RuleProtocol wanted, TransportAddress address) {
            return (protocol == null || RuleProtocol.of(protocol) == wanted)
                    && frontend.equals(address.address())
                    && (port == 0 || port == address.port());
        }
    }

    /**
     * What a rule says beyond its frontend; what is not known is as the cloud provider would write it.
     *
     * @param backendPort the port at the backend
     * @param floatingIp whether packets keep the frontend as destination
     * @param distribution what is hashed
     * @param idleTimeout when a silent flow is forgotten
     * @param probe its probe
     */
    public record RuleSettings(
            @Nullable Integer backendPort,
            @Nullable FloatingIp floatingIp,
            @Nullable LoadDistribution distribution,
            @Nullable IdleTimeout idleTimeout,
            @Nullable HealthProbe probe) {

        /** Nothing is known. */
        public static final RuleSettings UNKNOWN = new RuleSettings(null, null, null, null, null);
    }
}
