package io.podpath.azure.loadbalancer;

import io.podpath.azure.resource.FloatingIp;
import io.podpath.azure.resource.HealthProbe;
import io.podpath.azure.resource.IdleTimeout;
import io.podpath.azure.resource.LoadBalancerSpec.OutboundSnat;
import io.podpath.azure.resource.LoadDistribution;
import io.podpath.azure.resource.NodeResourceGroupSpec;
import io.podpath.azure.resource.RuleProtocol;
import io.podpath.model.Protocol;
import io.podpath.model.TransportAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a load balancer.
 *
 * <p><i>Source:</i> Azure docs, Azure Load Balancer components; Floating IP; Distribution modes; High availability ports.
 *
 * @param name unique in its load balancer
 * @param protocol the transport
 * @param frontend the frontend's address and port; port 0 for every port
 * @param backend where it leads
 * @param distribution what is hashed
 * @param settings probe, idle timeout and outbound translation
 */
public record LoadBalancingRule(
        String name,
        RuleProtocol protocol,
        TransportAddress frontend,
        Destination backend,
        LoadDistribution distribution,
        Settings settings) {

    /**
     * Where a rule leads.
     *
     * @param pool the name of the pool
     * @param port the port at the backend, or 0 for the one the client called
     * @param floatingIp whether packets keep the frontend as destination
     */
    public record Destination(String pool, int port, FloatingIp floatingIp) {}

    /**
     * What else a rule says.
     *
     * @param idleTimeout when a silent flow is forgotten
     * @param outboundSnat whether its public frontend serves its backends on the way out
     * @param probe its probe; none if every backend counts as healthy
     */
    public record Settings(
            IdleTimeout idleTimeout,
            OutboundSnat outboundSnat,
            @Nullable HealthProbe probe) {

        /** As the cloud provider writes them for a Service, without probe. */
        public static final Settings OF_SERVICE = new Settings(IdleTimeout.OF_SERVICE, OutboundSnat.DISABLED, null);

        /** The same settings with another probe. */
        public Settings withProbe(@Nullable HealthProbe newProbe) {
            return new Settings(idleTimeout, outboundSnat, newProbe);
        }
    }

    /** The rule that the AKS cloud provider writes for a Service port. */
    public static LoadBalancingRule floating(String name, Protocol protocol, TransportAddress frontend) {
        return of(name, RuleProtocol.of(protocol), frontend, frontend.port(), FloatingIp.ENABLED);
    }

    /** The rule when the Service disables floating IP: the backend port is the node port. */
    public static LoadBalancingRule translating(
            String name, Protocol protocol, TransportAddress frontend, int nodePort) {
        return of(name, RuleProtocol.of(protocol), frontend, nodePort, FloatingIp.DISABLED);
    }

    /** A rule of high availability ports: every port of a frontend. */
    public static LoadBalancingRule allPorts(String name, TransportAddress frontend, FloatingIp floatingIp) {
        return of(name, RuleProtocol.ALL, frontend.withPort(0), 0, floatingIp);
    }

    private static LoadBalancingRule of(
            String name, RuleProtocol protocol, TransportAddress frontend, int port, FloatingIp floatingIp) {
        Destination backend = new Destination(LoadBalancerConfig.AKS_POOL, port, floatingIp);
        return new LoadBalancingRule(
                name, protocol, frontend, backend, LoadDistribution.FIVE_TUPLE, Settings.OF_SERVICE);
    }

    /** The rule with another distribution. */
    public LoadBalancingRule with(LoadDistribution newDistribution) {
        return new LoadBalancingRule(name, protocol, frontend, backend, newDistribution, settings);
    }

    /** The rule with other settings. */
    public LoadBalancingRule with(Settings newSettings) {
        return new LoadBalancingRule(name, protocol, frontend, backend, distribution, newSettings);
    }

    /** The rule as it really is, as far as that is known. */
    public LoadBalancingRule as(NodeResourceGroupSpec.RuleSettings real) {
        Destination destination = new Destination(
                backend.pool(),
                real.backendPort() == null ? backend.port() : real.backendPort(),
                real.floatingIp() == null ? backend.floatingIp() : real.floatingIp());
        Settings others = new Settings(
                real.idleTimeout() == null ? settings.idleTimeout() : real.idleTimeout(),
                settings.outboundSnat(),
                real.probe() == null ? settings.probe() : real.probe());
        return new LoadBalancingRule(
                name,
                protocol,
                frontend,
                destination,
                real.distribution() == null ? distribution : real.distribution(),
                others);
    }

    /** Whether it takes every port. */
    public boolean takesAllPorts() {
        return protocol == RuleProtocol.ALL && frontend.port() == 0;
    }

    /** Whether packets keep the frontend as destination. */
    public boolean isFloating() {
        return backend.floatingIp() == FloatingIp.ENABLED;
    }

    /** Its probe. */
    public Optional<HealthProbe> findProbe() {
        return Optional.ofNullable(settings.probe());
    }

    /** For example {@code TCP 20.0.0.4:80 -> port 80, floating IP, 5-tuple hash}. */
    @Override
    public String toString() {
        String what = takesAllPorts() ? "all ports of " + frontend.address() : protocol + " " + frontend;
        String where = backend.port() == 0 ? "the same port" : "port " + backend.port();
        return what + " -> " + where + (isFloating() ? ", floating IP, " : ", ") + distribution.text();
    }
}
