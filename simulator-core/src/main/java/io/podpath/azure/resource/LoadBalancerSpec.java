package io.podpath.azure.resource;

import io.podpath.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Standard Load Balancer that somebody declared, beside those AKS creates.
 *
 * <p><i>Models:</i> public and internal frontends, pools of machines or addresses, rules with high availability ports,
 * floating IP and the three distributions, probes, outbound rules. <i>Does not model:</i> inbound NAT rules, cross-region
 * and gateway load balancers.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; Azure REST API, Load Balancers.
 *
 * @param name its name
 * @param frontends its frontend IP configurations
 * @param backendPools its backend pools
 * @param probes its health probes
 * @param rules its load balancing rules
 * @param outboundRules its outbound rules
 */
public record LoadBalancerSpec(
        String name,
        List<FrontendSpec> frontends,
        List<BackendPoolSpec> backendPools,
        List<HealthProbe> probes,
        List<RuleSpec> rules,
        List<OutboundRuleSpec> outboundRules)
        implements AzureResource {

    public LoadBalancerSpec {
        frontends = List.copyOf(frontends);
        backendPools = List.copyOf(backendPools);
        probes = List.copyOf(probes);
        rules = List.copyOf(rules);
        outboundRules = List.copyOf(outboundRules);
    }

    /**
     * A frontend.
     *
     * @param name its name
     * @param place where its address is from
     */
    public record FrontendSpec(String name, FrontendPlace place) {}

    /** Where the address of a frontend is from. */
    public sealed interface FrontendPlace permits PublicFrontend, InternalFrontend {}

    /**
     * A public frontend.
     *
     * @param publicIp the name of a {@link PublicIpSpec}, or an address
     */
    public record PublicFrontend(String publicIp) implements FrontendPlace {}

    /**
     * An internal frontend.
     *
     * @param subnet where its address is from
     * @param privateIp its address; none to have one allocated
     */
    public record InternalFrontend(
            SubnetReference subnet, @Nullable IpAddress privateIp) implements FrontendPlace {

        /** Its declared address. */
        public Optional<IpAddress> findPrivateIp() {
            return Optional.ofNullable(privateIp);
        }
    }

    /**
     * A backend pool, of machines (by NIC) or of addresses.
     *
     * @param name its name
     * @param machines the names of machines
     * @param addresses addresses of machines
     */
    public record BackendPoolSpec(String name, List<String> machines, List<IpAddress> addresses) {

        public BackendPoolSpec {
            machines = List.copyOf(machines);
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * A load balancing rule.
     *
     * @param name its name
     * @param frontend which frontend takes it, and on which port
     * @param backend which pool gets it, and how
     * @param distribution what is hashed
     * @param probe the name of its probe, or empty
     * @param idleTimeout when a silent flow is forgotten
     */
    public record RuleSpec(
            String name,
            RuleFrontend frontend,
            RuleBackend backend,
            LoadDistribution distribution,
            String probe,
            IdleTimeout idleTimeout) {}

    /**
     * What a rule takes.
     *
     * @param frontend the name of the frontend
     * @param protocol the transport
     * @param port the port, or 0 for every one
     */
    public record RuleFrontend(String frontend, RuleProtocol protocol, int port) {}

    /**
     * Where a rule leads.
     *
     * @param pool the name of the pool
     * @param port the port at the backend, or 0 for the one the client called
     * @param floatingIp whether packets keep the frontend as destination
     * @param outboundSnat whether the backends reach the internet under the rule's public frontend
     */
    public record RuleBackend(String pool, int port, FloatingIp floatingIp, OutboundSnat outboundSnat) {}

    /** Whether a rule lends its public frontend to its backends ({@code disableOutboundSnat}). */
    public enum OutboundSnat {
        /** It does, which is Azure's default. */
        ENABLED,
        /** It does not; an outbound rule, a NAT gateway or a public address must. */
        DISABLED
    }

    /**
     * An outbound rule.
     *
     * @param name its name
     * @param frontends the names of public frontends
     * @param pool the name of the pool
     * @param allocatedOutboundPorts source ports for each member, a multiple of 8, or 0 to leave it to Azure
     * @param idleTimeout when a silent flow is forgotten
     */
    public record OutboundRuleSpec(
            String name, List<String> frontends, String pool, int allocatedOutboundPorts, IdleTimeout idleTimeout) {

        public OutboundRuleSpec {
            frontends = List.copyOf(frontends);
        }
    }
}
